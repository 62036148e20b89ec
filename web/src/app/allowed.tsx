import type { ReactNode } from "react";
import { allowsAny } from "@/domain/rights";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, EmptyState } from "@/ui";
import { useWays } from "./ways";

/** A page for those who may open it; the others are told what it needs and who can give it. */
export const Allowed = ({ any, children }: { any: readonly string[]; children: ReactNode }) => {
  const t = useT();
  const ways = useWays();
  const { rights } = useShop();
  if (allowsAny(rights, any)) return children;
  return (
    <EmptyState
      title={t("noRight.title")}
      hint={t("noRight.hint")}
      action={
        allowsAny(rights, ["customer.view"]) && <Button onClick={ways.today}>{t("noRight.back")}</Button>
      }
    />
  );
};

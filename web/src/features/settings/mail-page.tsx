import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { mailSettingsQuery } from "@/api/mail";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Failed, Page, Skeleton } from "@/ui";
import { MailPanel } from "./mail-panel";
import css from "./settings.module.css";

/** How letters leave the shop. */
export const MailPage = ({ tabs }: { tabs: ReactNode }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const settings = useQuery(mailSettingsQuery(shop.id));
  return (
    <Page title={t("nav.settings")} tabs={tabs}>
      {settings.isPending && <Skeleton />}
      {settings.isError && <Failed message={failure(settings.error)} />}
      {settings.data !== undefined && (
        <div className={css.columns}>
          <MailPanel key={settings.data.version} settings={settings.data} />
        </div>
      )}
    </Page>
  );
};

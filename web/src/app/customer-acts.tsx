import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useMay } from "@/domain/shop";
import { DisclosureDialog } from "@/features/privacy/disclosure-dialog";
import { ErasureDialog } from "@/features/privacy/erasure-dialog";
import { useT } from "@/i18n";
import { ActionIcon, Button, Menu } from "@/ui";

type Props = { customer: { id: number; name: string }; onHistory: () => void };

/** What the law and the trail offer about a customer, on her page: who saw her, what is kept of her. */
export const CustomerActs = ({ customer, onHistory }: Props) => {
  const t = useT();
  const may = useMay();
  const [asking, setAsking] = useState<"disclosure" | "erasure">();
  const discloses = may("privacy.export");
  const erases = may("privacy.delete");
  return (
    <>
      {may("audit.view") && (
        <Button variant="default" size="compact-xs" onClick={onHistory}>
          {t("audit.history")}
        </Button>
      )}
      {(discloses || erases) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={24} aria-label={t("customer.acts")}>
              <IconDots size={14} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {discloses && (
              <Menu.Item onClick={() => setAsking("disclosure")}>{t("disclosure.open")}</Menu.Item>
            )}
            {erases && <Menu.Item onClick={() => setAsking("erasure")}>{t("erasure.open")}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      {asking === "disclosure" && (
        <DisclosureDialog customer={customer} onClose={() => setAsking(undefined)} />
      )}
      {asking === "erasure" && <ErasureDialog customer={customer} onClose={() => setAsking(undefined)} />}
    </>
  );
};

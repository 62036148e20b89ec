import type { ReactNode } from "react";
import { useMay } from "@/domain/shop";
import { useT } from "@/i18n";
import { Page } from "@/ui";
import { ApiKeysPanel } from "./api-keys-panel";
import { NetworksPanel } from "./networks-panel";
import css from "./outer-access.module.css";

/** Which programs may ask, and from where people may. */
export const OuterAccessPage = ({ tabs }: { tabs: ReactNode }) => {
  const t = useT();
  const may = useMay();
  return (
    <Page title={t("nav.settings")} tabs={tabs}>
      <div className={css.columns}>
        {may("api_key.view") && <ApiKeysPanel />}
        {may("member.edit") && <NetworksPanel />}
      </div>
    </Page>
  );
};

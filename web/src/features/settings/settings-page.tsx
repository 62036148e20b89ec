import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { settingsQuery } from "@/api/queries";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Failed, Page, Skeleton } from "@/ui";
import { OffersPanel, PhrasesPanel, ReasonsPanel } from "./pick-list-panels";
import { ProductsPanel } from "./products-panel";
import { ShopPanel } from "./shop-panel";
import css from "./settings.module.css";

/** The shop and its words. */
export const SettingsPage = ({ tabs }: { tabs: ReactNode }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const settings = useQuery(settingsQuery(shop.id));
  return (
    <Page title={t("nav.settings")} tabs={tabs}>
      {settings.isPending && <Skeleton />}
      {settings.isError && <Failed message={failure(settings.error)} />}
      {settings.data !== undefined && (
        <div className={css.columns}>
          <div className={css.stack}>
            <ShopPanel key={settings.data.version} settings={settings.data} />
            <ReasonsPanel />
          </div>
          <div className={css.stack}>
            <ProductsPanel />
            <OffersPanel />
            <PhrasesPanel />
          </div>
        </div>
      )}
    </Page>
  );
};

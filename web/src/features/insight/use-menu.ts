import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { catalogueQuery } from "@/api/queries";
import { useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { menuOf, type MenuEntry } from "./menu";
import { analyses } from "./view";

const topicOf: Record<string, string> = {
  rfm: "customers",
};

/** The menu in her language; undefined until the catalogue is there. */
export const useMenu = () => {
  const t = useT();
  const shop = useShop();
  const found = useQuery(catalogueQuery(shop.id));
  const catalogue = found.data?.items;
  const menu = useMemo(() => {
    const older = analyses.map((name): MenuEntry => ({
      name,
      topic: topicOf[name] ?? "customers",
      title: wordFor(t, "insight.name", name),
      asks: wordFor(t, "insight.asks", name),
    }));
    return catalogue === undefined ? undefined : menuOf(catalogue, older);
  }, [catalogue, t]);
  return { menu, catalogue, error: found.error };
};

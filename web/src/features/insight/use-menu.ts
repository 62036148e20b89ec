import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { catalogueQuery } from "@/api/queries";
import { useShop } from "@/domain/shop";
import { menuOf } from "./menu";

/** The menu in her language; undefined until the catalogue is there. */
export const useMenu = () => {
  const shop = useShop();
  const found = useQuery(catalogueQuery(shop.id));
  const catalogue = found.data?.items;
  const menu = useMemo(() => (catalogue === undefined ? undefined : menuOf(catalogue)), [catalogue]);
  return { menu, catalogue, error: found.error };
};

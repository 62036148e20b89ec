import { useQueries } from "@tanstack/react-query";
import { productQuery } from "@/api/queries";
import { useShop } from "./shop";

/** The names of some products of a filter; the number of one that is gone or not hers to see. */
export const useProductNames = (ids: string[]): ((id: string) => string) => {
  const shop = useShop();
  const found = useQueries({ queries: ids.map((id) => productQuery(shop.id, Number(id))) });
  return (id) => found[ids.indexOf(id)]?.data?.name ?? `#${id}`;
};

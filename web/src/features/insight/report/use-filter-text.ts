import { useQuery } from "@tanstack/react-query";
import { productsQuery, segmentsQuery } from "@/api/queries";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { usePlaces, useToday } from "@/ui";
import type { ReportView } from "./address";
import { filterText } from "./filter-text";

const nameIn = (all: { id: number; name: string }[] | undefined, id: string): string =>
  all?.find((each) => String(each.id) === id)?.name ?? `#${id}`;

/** What a view is filtered by, in words. */
export const useFilterText = (view: ReportView): string => {
  const t = useT();
  const shop = useShop();
  const places = usePlaces();
  const products = useQuery(productsQuery(shop.id)).data?.items;
  const segments = useQuery(segmentsQuery(shop.id)).data?.items;
  return filterText(
    view,
    useToday(),
    { t, places },
    { product: (id) => nameIn(products, id), segment: (id) => nameIn(segments, id) },
  );
};

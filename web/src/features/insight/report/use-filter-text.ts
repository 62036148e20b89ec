import { useQuery } from "@tanstack/react-query";
import { listOf } from "@/api/list-text";
import { segmentsQuery } from "@/api/queries";
import type { AnalysisView } from "@/domain/analysis-view";
import { useProductNames } from "@/domain/product-names";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { usePlaces, useToday } from "@/ui";
import { filterText } from "./filter-text";

const nameIn = (all: { id: number; name: string }[] | undefined, id: string): string =>
  all?.find((each) => String(each.id) === id)?.name ?? `#${id}`;

/** What a view is filtered by, in words. */
export const useFilterText = (view: AnalysisView): string => {
  const t = useT();
  const shop = useShop();
  const places = usePlaces();
  const product = useProductNames(listOf(view.product));
  const segments = useQuery(segmentsQuery(shop.id)).data?.items;
  return filterText(view, useToday(), { t, places }, { product, segment: (id) => nameIn(segments, id) });
};

import { useQuery } from "@tanstack/react-query";
import { listOf } from "@/api/list-text";
import { choiceWordsQuery, segmentsQuery } from "@/api/queries";
import type { AnalysisView } from "@/domain/analysis-view";
import { useConditionText } from "@/domain/condition/use-condition-text";
import { useProductNames } from "@/domain/product-names";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { usePlaces, useToday } from "@/ui";
import { askedFilter } from "./address";
import { choiceText, filterText, whomText, type FilterNames } from "./filter-text";

const nameIn = (all: { id: number; name: string }[] | undefined, id: string): string =>
  all?.find((each) => String(each.id) === id)?.name ?? `#${id}`;

const useNames = (view: AnalysisView): FilterNames => {
  const shop = useShop();
  const segments = useQuery(segmentsQuery(shop.id)).data?.items;
  return {
    product: useProductNames(listOf(view.product)),
    segment: (id) => nameIn(segments, id),
    condition: useConditionText(view.condition),
  };
};

/** What a view is filtered by, in words. */
export const useFilterText = (view: AnalysisView): string => {
  const t = useT();
  const places = usePlaces();
  return filterText(view, useToday(), { t, places }, useNames(view));
};

/** Whom a view is about and what was chosen of its analysis, in words, without its days. */
export const useWhomText = (analysis: string, view: AnalysisView): string => {
  const t = useT();
  const shop = useShop();
  const places = usePlaces();
  const asked = { filter: askedFilter(view, useToday()), choices: view.choices ?? "" };
  const { data } = useQuery(choiceWordsQuery(shop.id, analysis, asked));
  const chosen = listOf(view.choices).map((word) => word.slice(0, word.indexOf(":")));
  const choices = (data?.choices ?? []).filter(({ key }) => chosen.includes(key)).map(choiceText);
  return [...whomText(view, { t, places }, useNames(view)), ...choices].join(" · ");
};

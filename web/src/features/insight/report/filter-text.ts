// What a report was asked with, in words: below a picture that leaves the page, and on a tile.
import { listOf } from "@/api/list-text";
import type { ReportChoice } from "@/api/types";
import { isQuickPeriod, type AnalysisView } from "@/domain/analysis-view";
import { wordFor } from "@/i18n/words";
import { format } from "@/ui";
import { askedFilter } from "./address";
import type { Words } from "./words";

export type FilterNames = {
  product: (id: string) => string;
  segment: (id: string) => string;
  /** The view's condition read aloud; '' when it has none. */
  condition: string;
};

const periodText = (view: AnalysisView, today: string, { t, places }: Words): string => {
  const { from, to, as_of } = askedFilter(view, today);
  const label = t("insight.period");
  if (from === undefined && to === undefined) return `${label} ${wordFor(t, "insight.period", "all")}`;
  const day = (each: string | undefined): string =>
    each === undefined ? "" : format.day(each, places.locale);
  const days = `${day(from)}–${day(to ?? as_of ?? today)}`;
  return isQuickPeriod(view.period)
    ? `${label} ${wordFor(t, "insight.period", view.period)} (${days})`
    : `${label} ${days}`;
};

/** Whom a view is about, beside its days: nothing for everybody. */
export const whomText = (view: AnalysisView, { t }: Words, names: FilterNames): string[] => {
  const said = (label: string, values: string[]): string[] =>
    values.length === 0 ? [] : [`${label} ${values.join(t("common.comma"))}`];
  return [
    ...said(t("common.product"), listOf(view.product).map(names.product)),
    ...said(t("customer.medium"), listOf(view.medium)),
    ...said(t("customer.prefecture"), listOf(view.prefecture)),
    ...said(t("insight.segment"), listOf(view.segment).map(names.segment)),
    ...said(t("insight.condition"), names.condition === "" ? [] : [names.condition]),
  ];
};

/** The period always, all else as far as it is filtered by. */
export const filterText = (view: AnalysisView, today: string, words: Words, names: FilterNames): string =>
  [periodText(view, today, words), ...whomText(view, words, names)].join(" · ");

/** A choice with the value that the report was made with. */
export const choiceText = ({ label, value, options }: ReportChoice): string =>
  `${label} ${options.find((option) => option.value === value)?.label ?? value}`;

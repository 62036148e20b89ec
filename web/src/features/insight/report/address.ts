// What is asked for what a page shows, and the view with something of it changed.
import type { AnalysisFilter } from "@/api/queries";
import type { Condition } from "@/api/segments";
import { allDays, filterNames, isQuickPeriod, type AnalysisView } from "@/domain/analysis-view";
import { addDays, daysOfPeriod, lengthOf, movedBack, type Back } from "./periods";

/** With an earlier time, or with another kept segment at the same time. */
export type Comparison = { kind: "previous" } | { kind: "year" } | { kind: "segment"; segment: string };

const filled = (view: AnalysisView): AnalysisFilter => {
  const filter: AnalysisFilter = {};
  for (const name of filterNames) {
    const value = view[name];
    if (value !== undefined && value !== "") filter[name] = value;
  }
  if (view.condition !== undefined) filter.condition = view.condition;
  return filter;
};

/** The filter that the server is asked with; a quick period ends on the as-of day. */
export const askedFilter = (view: AnalysisView, today: string): AnalysisFilter => {
  const filter = filled(view);
  if (!isQuickPeriod(view.period)) return filter;
  return { ...filter, ...daysOfPeriod(view.period, filter.as_of ?? today) };
};

/** The same of a kept segment; '' for everybody. It takes the place of a condition. */
export const ofSegment = <View extends AnalysisFilter>(view: View, segment: string): View => {
  const next = { ...view, segment };
  delete next.condition;
  return next;
};

/** The same of whoever fulfils a condition, which takes the place of a segment. */
export const ofCondition = (view: AnalysisView, condition: Condition): AnalysisView => {
  const next = { ...view, condition };
  delete next.segment;
  return next;
};

const segmentWord = /^segment:(\d+)$/;

/** A comparison as the address has it. */
export const wordOf = (comparison: Comparison): string =>
  comparison.kind === "segment" ? `segment:${comparison.segment}` : comparison.kind;

/** Whether it begins on some day: the whole time has none before it. */
const begins = ({ period, from }: AnalysisView): boolean =>
  isQuickPeriod(period) || (from !== undefined && from !== "");

/** Nothing, too, for the period before where there can be none. */
export const comparisonOf = (view: AnalysisView): Comparison | undefined => {
  const { compare = "" } = view;
  if (compare === "year") return { kind: compare };
  if (compare === "previous") return begins(view) ? { kind: compare } : undefined;
  const segment = segmentWord.exec(compare)?.[1];
  return segment === undefined ? undefined : { kind: "segment", segment };
};

// Long enough for a delivery to come round, short enough to say what is new.
const usualPeriod = { name: "days90", days: 90 };

/** The view compared like this; the whole time becomes the last 90 days, which have 90 before them. */
export const comparedBy = (view: AnalysisView, compare: string): AnalysisView => {
  if (compare !== "previous" || begins(view)) return { ...view, compare };
  const { to = "" } = view;
  return to === ""
    ? { ...view, compare, period: usualPeriod.name }
    : { ...view, compare, from: addDays(to, 1 - usualPeriod.days) };
};

const none: Back = { months: 0, days: 0 };

/** The question compared with; nothing without a comparison, or without a period to go back by. */
export const comparedFilter = (
  view: AnalysisView,
  today: string,
): { filter: AnalysisFilter; back: Back } | undefined => {
  const comparison = comparisonOf(view);
  const filter = askedFilter(view, today);
  if (comparison?.kind === "segment") return { filter: ofSegment(filter, comparison.segment), back: none };
  if (comparison === undefined) return undefined;
  const end = filter.as_of ?? today;
  const back =
    comparison.kind === "year" || filter.from === undefined
      ? { months: 12, days: 0 }
      : lengthOf(filter.from, filter.to ?? end);
  // What was then is judged by what was known then: customers have had as long to come back.
  const moved: AnalysisFilter = { ...filter, as_of: movedBack(end, back) };
  if (filter.from !== undefined) moved.from = movedBack(filter.from, back);
  if (filter.to !== undefined) moved.to = movedBack(filter.to, back);
  return { filter: moved, back };
};

/** The comparison in the words of the file's route. */
export const askedBeside = (view: AnalysisView, today: string): Record<string, string> => {
  const compared = comparedFilter(view, today);
  const comparison = comparisonOf(view);
  if (compared === undefined || comparison === undefined) return {};
  if (comparison.kind === "segment") return { compare_segment: comparison.segment };
  const { months, days } = compared.back;
  return { back_months: String(months), back_days: String(days) };
};

/** The choices with one of them changed. */
export const withChoice = (choices: string | undefined, key: string, value: string): string =>
  [
    ...(choices ?? "").split(",").filter((word) => word !== "" && !word.startsWith(`${key}:`)),
    `${key}:${value}`,
  ].join(",");

/** What stays of a view when she goes on to another analysis. */
export const carried = (view: AnalysisView): AnalysisView => trimmed({ ...view, choices: "" });

/** A view without what says nothing, for the address. */
export const trimmed = (view: AnalysisView): AnalysisView => {
  const kept: AnalysisView = filled(view);
  if (isQuickPeriod(view.period)) {
    kept.period = view.period;
    delete kept.from;
    delete kept.to;
  } else if (view.period === allDays && kept.from === undefined && kept.to === undefined) {
    kept.period = allDays;
  }
  const comparison = comparisonOf(view);
  if (comparison !== undefined) kept.compare = wordOf(comparison);
  if (view.choices !== undefined && view.choices !== "") kept.choices = view.choices;
  return kept;
};

/** Whether it shows less or other days than the page does by itself. */
export const isFiltered = (view: AnalysisView, opening?: string): boolean =>
  Object.keys(filled(view)).length > 0 ||
  (isQuickPeriod(view.period) ? view.period !== opening : view.period === allDays && opening !== undefined);

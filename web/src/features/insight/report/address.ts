// What a page of the catalogue shows, as it stands in the address, and what is asked for it.
import type { AnalysisFilter } from "@/api/queries";
import { daysOfPeriod, isQuickPeriod, lengthOf, movedBack, type Back } from "./periods";

export type Comparison = "previous" | "year";

export type ReportView = AnalysisFilter & {
  /** A quick period; `from` and `to` then follow from today. */
  period?: string;
  compare?: string;
  /** "key:value" words with commas between them. */
  choices?: string;
};

const filterNames = ["as_of", "from", "to", "product", "medium", "prefecture", "segment"] as const;

const filled = (view: ReportView): AnalysisFilter => {
  const filter: AnalysisFilter = {};
  for (const name of filterNames) {
    const value = view[name];
    if (value !== undefined && value !== "") filter[name] = value;
  }
  return filter;
};

/** The filter that the server is asked with; a quick period ends on the as-of day. */
export const askedFilter = (view: ReportView, today: string): AnalysisFilter => {
  const filter = filled(view);
  if (!isQuickPeriod(view.period)) return filter;
  return { ...filter, ...daysOfPeriod(view.period, filter.as_of ?? today) };
};

export const comparisonOf = (view: ReportView): Comparison | undefined =>
  view.compare === "previous" || view.compare === "year" ? view.compare : undefined;

/** The same question of an earlier time; nothing without a comparison or a period to go back by. */
export const comparedFilter = (
  view: ReportView,
  today: string,
): { filter: AnalysisFilter; back: Back } | undefined => {
  const comparison = comparisonOf(view);
  const filter = askedFilter(view, today);
  const end = filter.as_of ?? today;
  if (comparison === undefined || (comparison === "previous" && filter.from === undefined)) return undefined;
  const back =
    comparison === "year" || filter.from === undefined
      ? { months: 12, days: 0 }
      : lengthOf(filter.from, filter.to ?? end);
  // What was then is judged by what was known then: customers have had as long to come back.
  const moved: AnalysisFilter = { ...filter, as_of: movedBack(end, back) };
  if (filter.from !== undefined) moved.from = movedBack(filter.from, back);
  if (filter.to !== undefined) moved.to = movedBack(filter.to, back);
  return { filter: moved, back };
};

/** The choices with one of them changed. */
export const withChoice = (choices: string | undefined, key: string, value: string): string =>
  [
    ...(choices ?? "").split(",").filter((word) => word !== "" && !word.startsWith(`${key}:`)),
    `${key}:${value}`,
  ].join(",");

/** What stays of a view when she goes on to another analysis. */
export const carried = (view: ReportView): ReportView => trimmed({ ...view, choices: "" });

/** A view without what says nothing, for the address. */
export const trimmed = (view: ReportView): ReportView => {
  const kept: ReportView = filled(view);
  if (isQuickPeriod(view.period)) {
    kept.period = view.period;
    delete kept.from;
    delete kept.to;
  }
  if (comparisonOf(view) !== undefined && view.compare !== undefined) kept.compare = view.compare;
  if (view.choices !== undefined && view.choices !== "") kept.choices = view.choices;
  return kept;
};

export const isFiltered = (view: ReportView): boolean =>
  Object.keys(filled(view)).length > 0 || isQuickPeriod(view.period);

// What a page of the catalogue shows, as it stands in the address, and what is asked for it.
import type { AnalysisFilter } from "@/api/queries";
import { daysOfPeriod, isQuickPeriod, lengthOf, movedBack, type Back } from "./periods";

/** With an earlier time, or with another kept segment at the same time. */
export type Comparison = { kind: "previous" } | { kind: "year" } | { kind: "segment"; segment: string };

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

const segmentWord = /^segment:(\d+)$/;

/** A comparison as the address has it. */
export const wordOf = (comparison: Comparison): string =>
  comparison.kind === "segment" ? `segment:${comparison.segment}` : comparison.kind;

export const comparisonOf = ({ compare = "" }: ReportView): Comparison | undefined => {
  if (compare === "previous" || compare === "year") return { kind: compare };
  const segment = segmentWord.exec(compare)?.[1];
  return segment === undefined ? undefined : { kind: "segment", segment };
};

const none: Back = { months: 0, days: 0 };

/** The question compared with; nothing without a comparison, or without a period to go back by. */
export const comparedFilter = (
  view: ReportView,
  today: string,
): { filter: AnalysisFilter; back: Back } | undefined => {
  const comparison = comparisonOf(view);
  const filter = askedFilter(view, today);
  if (comparison?.kind === "segment")
    return { filter: { ...filter, segment: comparison.segment }, back: none };
  const end = filter.as_of ?? today;
  if (comparison === undefined || (comparison.kind === "previous" && filter.from === undefined))
    return undefined;
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
export const askedBeside = (view: ReportView, today: string): Record<string, string> => {
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
export const carried = (view: ReportView): ReportView => trimmed({ ...view, choices: "" });

/** A view without what says nothing, for the address. */
export const trimmed = (view: ReportView): ReportView => {
  const kept: ReportView = filled(view);
  if (isQuickPeriod(view.period)) {
    kept.period = view.period;
    delete kept.from;
    delete kept.to;
  }
  const comparison = comparisonOf(view);
  if (comparison !== undefined) kept.compare = wordOf(comparison);
  if (view.choices !== undefined && view.choices !== "") kept.choices = view.choices;
  return kept;
};

export const isFiltered = (view: ReportView): boolean =>
  Object.keys(filled(view)).length > 0 || isQuickPeriod(view.period);

// What a page of an analysis shows, as it stands in the address: the filter, its period by name, what it
// is compared with and what was chosen. Saved views and tiles of boards hold the same.
import type { AnalysisFilter } from "@/api/queries";

export const filterNames = ["as_of", "from", "to", "product", "medium", "prefecture", "segment"] as const;

export type AnalysisView = AnalysisFilter & {
  /** A quick period; `from` and `to` then follow from today. */
  period?: string;
  compare?: string;
  /** "key:value" words with commas between them. */
  choices?: string;
};

/** Of the words in the address; a condition stands there as JSON. */
export const viewNames = [...filterNames, "period", "compare", "choices"] as const;

/** The periods one press away. */
export const quickPeriods = [
  "month",
  "lastMonth",
  "days30",
  "days90",
  "months12",
  "wholeMonths12",
  "year",
  "lastYear",
  "fiscal",
] as const;
export type QuickPeriod = (typeof quickPeriods)[number];

export const isQuickPeriod = (name: string | undefined): name is QuickPeriod =>
  quickPeriods.some((each) => each === name);

/** The period of a view that is of all days although its page opens on others. */
export const allDays = "all";

// Months are compared with months there, and a share of all who ever subscribed says little.
const openedOn: Partial<Record<string, QuickPeriod>> = { cancellations: "wholeMonths12" };

/** The period that the page of an analysis opens on; nothing for all days. */
export const openingPeriod = (analysis: string): QuickPeriod | undefined => openedOn[analysis];

/** The view of an address that may name no period. */
export const opened = (analysis: string, view: AnalysisView): AnalysisView => {
  const period = openingPeriod(analysis);
  const named = [view.period, view.from, view.to].some((each) => each !== undefined && each !== "");
  return period === undefined || named ? view : { ...view, period };
};

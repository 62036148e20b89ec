// A saved query and the view of an analysis page in its address say the same in two spellings.
import { listOf, listText } from "@/api/list-text";
import type { SavedQuery } from "@/api/types";
import {
  allDays,
  isQuickPeriod,
  quickPeriods,
  viewNames,
  type AnalysisView,
  type QuickPeriod,
} from "@/domain/analysis-view";
import { conditionFrom } from "@/domain/condition/from";

type Period = NonNullable<SavedQuery["period"]>;

// The server's name of each period of the address.
const periods: Record<QuickPeriod, Period> = {
  month: "month",
  lastMonth: "last_month",
  days30: "days30",
  days90: "days90",
  months12: "months12",
  wholeMonths12: "whole_months12",
  year: "year",
  lastYear: "last_year",
  fiscal: "fiscal",
};

const day = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);

export const queryOf = (view: AnalysisView): SavedQuery => {
  const period = isQuickPeriod(view.period) ? periods[view.period] : null;
  return {
    as_of: day(view.as_of),
    from: period === null ? day(view.from) : null,
    to: period === null ? day(view.to) : null,
    period,
    product: listOf(view.product).map(Number),
    medium: listOf(view.medium),
    prefecture: listOf(view.prefecture),
    segment: view.segment === undefined || view.segment === "" ? null : Number(view.segment),
    choices: listOf(view.choices),
    compare: view.compare === "previous" || view.compare === "year" ? view.compare : null,
    compare_segment: segmentOf(view.compare),
    condition: view.condition ?? null,
  };
};

const segmentOf = (compare: string | undefined): number | null => {
  const id = /^segment:(\d+)$/.exec(compare ?? "")?.[1];
  return id === undefined ? null : Number(id);
};

const given = <T>(
  name: (typeof viewNames)[number],
  value: T | null | undefined,
  text: (value: T) => string,
): AnalysisView => (value === null || value === undefined ? {} : { [name]: text(value) });
const list = (name: (typeof viewNames)[number], values: readonly (string | number)[]): AnalysisView =>
  values.length === 0 ? {} : { [name]: listText(values) };
const same = (value: string): string => value;

const periodOf = (query: SavedQuery): string | undefined =>
  query.period === null && query.from === null && query.to === null
    ? allDays
    : quickPeriods.find((name) => periods[name] === query.period);

const conditionOf = (query: SavedQuery): AnalysisView => {
  const condition = conditionFrom(query.condition);
  return condition === undefined ? {} : { condition };
};

export const viewOf = (query: SavedQuery): AnalysisView => ({
  ...conditionOf(query),
  ...given("as_of", query.as_of, same),
  ...given("from", query.from, same),
  ...given("to", query.to, same),
  ...given("period", periodOf(query), same),
  ...list("product", query.product),
  ...list("medium", query.medium),
  ...list("prefecture", query.prefecture),
  ...given("segment", query.segment, String),
  ...list("choices", query.choices),
  ...given("compare", query.compare, same),
  ...given("compare", query.compare_segment, (id) => `segment:${id}`),
});

/** What a KPI asks of a page's view: it has a period of its own, and is compared with its target. */
export const undated = (query: SavedQuery): SavedQuery => ({
  ...query,
  as_of: null,
  from: null,
  to: null,
  period: null,
  compare: null,
  compare_segment: null,
});

export const emptyQuery: SavedQuery = queryOf({});

// A saved query and the view of an analysis page in its address say the same in two spellings.
import { listOf, listText } from "@/api/list-text";
import type { SavedQuery } from "@/api/types";

/** The page's address: lists with commas, periods in its own words. */
export type PageView = {
  as_of?: string;
  from?: string;
  to?: string;
  period?: string;
  product?: string;
  medium?: string;
  prefecture?: string;
  segment?: string;
  choices?: string;
  compare?: string;
};

type Period = NonNullable<SavedQuery["period"]>;

const periods: readonly (readonly [string, Period])[] = [
  ["month", "month"],
  ["lastMonth", "last_month"],
  ["days30", "days30"],
  ["days90", "days90"],
  ["months12", "months12"],
  ["year", "year"],
  ["lastYear", "last_year"],
  ["fiscal", "fiscal"],
];

const day = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);

export const queryOf = (view: PageView): SavedQuery => {
  const period = periods.find(([name]) => name === view.period)?.[1] ?? null;
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
  };
};

const segmentOf = (compare: string | undefined): number | null => {
  const id = /^segment:(\d+)$/.exec(compare ?? "")?.[1];
  return id === undefined ? null : Number(id);
};

const given = <T>(name: keyof PageView, value: T | null | undefined, text: (value: T) => string): PageView =>
  value === null || value === undefined ? {} : { [name]: text(value) };
const list = (name: keyof PageView, values: readonly (string | number)[]): PageView =>
  values.length === 0 ? {} : { [name]: listText(values) };
const same = (value: string): string => value;

export const viewOf = (query: SavedQuery): PageView => ({
  ...given("as_of", query.as_of, same),
  ...given("from", query.from, same),
  ...given("to", query.to, same),
  ...given("period", periods.find(([, period]) => period === query.period)?.[0], same),
  ...list("product", query.product),
  ...list("medium", query.medium),
  ...list("prefecture", query.prefecture),
  ...given("segment", query.segment, String),
  ...list("choices", query.choices),
  ...given("compare", query.compare, same),
  ...given("compare", query.compare_segment, (id) => `segment:${id}`),
});

export const emptyQuery: SavedQuery = queryOf({});

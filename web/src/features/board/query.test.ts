import { describe, expect, it } from "vitest";
import type { AnalysisView } from "@/domain/analysis-view";
import { emptyQuery, queryOf, viewOf } from "./query";

describe("a saved query", () => {
  it("becomes the same page again", () => {
    const view: AnalysisView = {
      as_of: "2026-06-01",
      period: "lastMonth",
      product: "3,5",
      medium: "web",
      prefecture: "東京都,大阪府",
      segment: "7",
      choices: "by:product,days:30",
      compare: "year",
    };
    expect(queryOf(view).period).toBe("last_month");
    expect(queryOf(view).product).toEqual([3, 5]);
    expect(viewOf(queryOf(view))).toEqual(view);
  });
  it("keeps a medium with a comma whole", () => {
    const view = { period: "all", medium: "TV\\, radio,web" };
    expect(queryOf(view).medium).toEqual(["TV, radio", "web"]);
    expect(viewOf(queryOf(view))).toEqual(view);
  });
  it("keeps days where there is no quick period", () => {
    const view = { from: "2026-01-01", to: "2026-01-31" };
    expect(viewOf(queryOf(view))).toEqual(view);
    expect(queryOf({ ...view, period: "month" })).toMatchObject({ from: null, to: null, period: "month" });
  });
  it("keeps the segment that it is compared with", () => {
    const view = { period: "all", compare: "segment:12" };
    expect(queryOf(view)).toMatchObject({ compare: null, compare_segment: 12 });
    expect(viewOf(queryOf(view))).toEqual(view);
  });
  it("keeps a condition, without what is absent of it", () => {
    const condition = { all: [{ field: "order_count", op: "at_least", number: 2 }] };
    expect(viewOf(queryOf({ period: "all", condition }))).toEqual({ period: "all", condition });
    const written = { all: [{ ...condition.all[0], values: null, of: null }], any: null };
    expect(viewOf({ ...emptyQuery, condition: written })).toEqual({ period: "all", condition });
  });
  it("of a page without a filter is of all days, also where a page opens on others", () => {
    expect(viewOf(emptyQuery)).toEqual({ period: "all" });
  });
});

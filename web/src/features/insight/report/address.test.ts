import { describe, expect, it } from "vitest";
import {
  askedBeside,
  askedFilter,
  comparedBy,
  comparedFilter,
  comparisonOf,
  isFiltered,
  ofCondition,
  ofSegment,
  trimmed,
  withChoice,
} from "./address";

const today = "2026-11-22";

describe("the address of a report", () => {
  it("keeps a quick period by its name, so that it moves with the days", () => {
    const view = trimmed({ period: "months12", from: "2020-01-01", medium: "", choices: "" });
    expect(view).toEqual({ period: "months12" });
    expect(askedFilter(view, today)).toEqual({ from: "2025-11-23", to: today });
    expect(askedFilter({ ...view, as_of: "2026-06-30" }, today).to).toBe("2026-06-30");
  });
  it("asks a comparison as of as long ago, so that both had the same time", () => {
    expect(comparedFilter({ period: "months12", compare: "year", product: "3" }, today)?.filter).toEqual({
      as_of: "2025-11-22",
      from: "2024-11-23",
      to: "2025-11-22",
      product: "3",
    });
    expect(comparedFilter({ from: "2026-10-01", to: "2026-10-31", compare: "previous" }, today)).toEqual({
      filter: { as_of: "2026-10-22", from: "2026-09-01", to: "2026-09-30" },
      back: { months: 1, days: 0 },
    });
  });
  it("has no period before the whole time, but a year before", () => {
    expect(comparedFilter({ compare: "previous" }, today)).toBeUndefined();
    expect(comparedFilter({ compare: "year" }, today)?.filter).toEqual({ as_of: "2025-11-22" });
    expect(comparedFilter({ compare: "nonsense" }, today)).toBeUndefined();
    expect(comparisonOf({ compare: "previous" })).toBeUndefined();
    expect(trimmed({ compare: "previous", to: "2026-06-30" })).toEqual({ to: "2026-06-30" });
  });
  it("compared with the period before is of the last 90 days when it was of the whole time", () => {
    expect(comparedBy({ product: "3" }, "previous")).toEqual({
      product: "3",
      period: "days90",
      compare: "previous",
    });
    expect(comparedBy({ to: "2026-06-30" }, "previous").from).toBe("2026-04-02");
    expect(comparedBy({ from: "2026-06-01" }, "previous").period).toBeUndefined();
    expect(comparedBy({}, "year")).toEqual({ compare: "year" });
  });
  it("is compared with another segment at the same time, whatever the own one is", () => {
    const view = { period: "lastYear", segment: "3", compare: "segment:7" };
    expect(comparedFilter(view, today)).toEqual({
      filter: { from: "2025-01-01", to: "2025-12-31", segment: "7" },
      back: { months: 0, days: 0 },
    });
    expect(askedBeside(view, today)).toEqual({ compare_segment: "7" });
    expect(trimmed(view).compare).toBe("segment:7");
    expect(trimmed({ compare: "segment:x" }).compare).toBeUndefined();
    expect(askedBeside({ compare: "year" }, today)).toEqual({ back_months: "12", back_days: "0" });
    expect(askedBeside({ compare: "previous" }, today)).toEqual({});
  });
  it("is about a segment or about whoever fulfils a condition", () => {
    const condition = { field: "order_count", op: "at_least", number: 2 };
    const asked = ofCondition({ period: "lastYear", segment: "3" }, condition);
    expect(asked).toEqual({ period: "lastYear", condition });
    expect(askedFilter(trimmed(asked), today).condition).toBe(condition);
    expect(ofSegment(asked, "7")).toEqual({ period: "lastYear", segment: "7" });
    expect(isFiltered({ condition })).toBe(true);
    const beside = comparedFilter({ ...asked, compare: "segment:7" }, today);
    expect(beside?.filter).toEqual({ from: "2025-01-01", to: "2025-12-31", segment: "7" });
    expect(comparedFilter({ ...asked, compare: "year" }, today)?.filter.condition).toBe(condition);
  });
  it("changes one choice and leaves the others", () => {
    expect(withChoice("by:product,step:2", "by", "medium")).toBe("step:2,by:medium");
    expect(withChoice(undefined, "step", "3")).toBe("step:3");
  });
  it("is filtered by days and values, not by a comparison", () => {
    expect(isFiltered({ compare: "year", choices: "step:3" })).toBe(false);
    expect(isFiltered({ period: "year" })).toBe(true);
    expect(isFiltered({ period: "year" }, "year")).toBe(false);
    expect(isFiltered({ period: "all" })).toBe(false);
    expect(isFiltered({ period: "all" }, "year")).toBe(true);
  });
  it("says that it is of all days, where days do not say otherwise", () => {
    expect(trimmed({ period: "all" })).toEqual({ period: "all" });
    expect(trimmed({ period: "all", to: "2026-06-30" })).toEqual({ to: "2026-06-30" });
    expect(askedFilter({ period: "all" }, today)).toEqual({});
  });
});

import { describe, expect, it } from "vitest";
import { opened } from "./analysis-view";

describe("the page of an analysis", () => {
  it("of cancellations opens on whole months", () => {
    expect(opened("cancellations", { product: "3" })).toEqual({ product: "3", period: "wholeMonths12" });
    expect(opened("deciles", { product: "3" })).toEqual({ product: "3" });
  });
  it("keeps the days that its address names", () => {
    for (const view of [{ period: "all" }, { period: "month" }, { from: "2026-01-01" }, { to: "2026-01-31" }])
      expect(opened("cancellations", view)).toEqual(view);
  });
});

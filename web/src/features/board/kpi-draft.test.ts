import { describe, expect, it } from "vitest";
import type { Kpi } from "@/api/types";
import { typedNumber } from "@/ui/typed-number";
import { blank, draftOf, ofAnalysis, scaleOf, typedOf } from "./kpi-draft";
import { emptyQuery, viewOf } from "./query";

const kpi: Kpi = {
  id: 3,
  version: 2,
  name: "F2",
  analysis: "second-order",
  headline: "within_90",
  target: 0.07,
  baseline: 0.05,
  direction: "higher",
  from_on: "2026-10-01",
  to_on: "2026-12-31",
  alert_at: null,
  query: { ...emptyQuery, choices: ["by:medium"], segment: 4 },
  owner: 1,
  owner_name: "山田",
  created_at: "2026-10-01T00:00:00Z",
  updated_at: "2026-10-01T00:00:00Z",
};

describe("the dialog of a KPI", () => {
  it("shows a share in percent and keeps what it does not show", () => {
    const scale = scaleOf("share", 0);
    const typed = typedOf({ kpi, unit: "share" }, 0);
    expect(typed).toMatchObject({ target: 7, baseline: 5, alertAt: "", query: { segment: 4 } });
    const draft = draftOf({ ...typed, target: "8", alertAt: 4 }, scale, typedNumber);
    expect(draft).toMatchObject({ target: 0.08, alert_at: 0.04, direction: "higher" });
    expect(draft?.query.choices).toEqual(["by:medium"]);
  });
  it("forgets the choices of another analysis", () => {
    const typed = ofAnalysis(typedOf({ kpi, unit: "share" }, 0), "deciles");
    expect(typed.query).toMatchObject({ choices: [], segment: 4 });
    expect(typed.headline).toBe("");
  });
  it("takes whom it counts from the report that it is made from, and no days", () => {
    const view = { period: "year", product: "3,5", medium: "web", choices: "by:medium", compare: "year" };
    const { analysis, query } = blank("2026-11-22", 1, { analysis: "deciles", view });
    expect(analysis).toBe("deciles");
    expect(viewOf(query)).toEqual({
      period: "all",
      product: "3,5",
      medium: "web",
      choices: "by:medium",
    });
  });
  it("is better the lower it is when the target lies below", () => {
    const typed = { ...typedOf({ kpi, unit: "share" }, 0), target: 2 };
    expect(draftOf(typed, 0.01, typedNumber)?.direction).toBe("lower");
  });
  it("is not done while something is missing", () => {
    expect(draftOf(blank("2026-11-22", 1), 1, typedNumber)).toBeUndefined();
    expect(
      draftOf({ ...typedOf({ kpi, unit: "share" }, 0), target: "-" }, 0.01, typedNumber),
    ).toBeUndefined();
  });
});

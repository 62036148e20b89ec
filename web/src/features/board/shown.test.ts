import { describe, expect, it } from "vitest";
import type { Report } from "@/api/types";
import { shownChoices, shownIn } from "./shown";

const cell = { text: null, value: 7, low: null, high: null, n: null, immature: false, people: null };
const figure = { key: "customers", title: "R×F", note: "", shape: "heat" as const };
const report: Pick<Report, "headlines" | "figures"> = {
  headlines: [
    { key: "customers", label: "Bought", unit: "count", cell },
    { key: "best", label: "Best", unit: "count", cell },
  ],
  figures: [{ ...figure, columns: [], rows: [], drawn: [], left_out: 0, named_by: 1, lists_all: false }],
};

describe("what a tile shows", () => {
  it("is told apart where a headline has the key of a figure", () => {
    const words = shownChoices(report).map(({ value }) => value);
    expect(words).toEqual(["headline:customers", "best", "customers"]);
    expect(words.map((word) => shownIn(report, word).kind)).toEqual(["headline", "headline", "figure"]);
  });
  it("may be gone", () => {
    expect(shownIn(report, "other")).toEqual({ kind: "gone" });
  });
});

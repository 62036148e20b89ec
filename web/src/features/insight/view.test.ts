import { describe, expect, it } from "vitest";
import type { Report } from "@/api/types";
import { cellOf, figureOf } from "./report/testing";
import { countedIn, queryText } from "./view";

describe("the view of an analysis", () => {
  it("writes the keys of a cell for the list of people", () => {
    expect(queryText({ r: 5, f: 1, m: undefined, medium: "検索 広告" })).toBe(
      "r=5&f=1&medium=%E6%A4%9C%E7%B4%A2+%E5%BA%83%E5%91%8A",
    );
  });
  it("tells how many a pressed cell counts, and nothing of a cell that counts none", () => {
    const [count, share, sales] = [cellOf(1240, { people: "a" }), cellOf(0.4), cellOf(3)];
    const report: Pick<Report, "headlines" | "figures"> = {
      headlines: [{ key: "sales", label: "売上", unit: "money", cell: sales }],
      figures: [figureOf("bars", ["who:text", "n:count", "rate:share"], [["x", count, share]])],
    };
    const counted = [count, share, sales, cellOf(1240)].map((cell) => countedIn(report, cell));
    expect(counted).toEqual([1240, undefined, undefined, undefined]);
  });
});

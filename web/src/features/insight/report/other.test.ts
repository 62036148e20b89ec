import { describe, expect, it } from "vitest";
import { otherCells, type Other } from "./other";
import { figureOf } from "./testing";

const columns = ["reason:text", "n:count", "verdict:text"];
const beside = (figure: Other["figure"]): Other => ({ figure, label: "", months: 0, days: 0 });

describe("the cells beside those of another answer", () => {
  it("are found by what names a row, whatever is said of it", () => {
    const now = figureOf("table", columns, [["price", 5, "high"]]);
    const then = figureOf("table", columns, [["price", 3, "as usual"]]);
    expect(otherCells(now, beside(then))(0, "n")?.value).toBe(3);
  });
  it("are found by the row's key where its name is another", () => {
    const now = figureOf("table", columns, [["2026/10", 15, ""]]);
    const then = figureOf("table", columns, [["2025/10", 9, ""]]);
    for (const figure of [now, then]) for (const row of figure.rows) row.key = "now";
    expect(otherCells(now, beside(then))(0, "n")?.value).toBe(9);
  });
  it("are nobody only where a figure lists all", () => {
    const now = figureOf("table", columns, [["birth", 1, ""]]);
    const then = figureOf("table", columns, [["price", 3, ""]]);
    expect(otherCells(now, beside(then))(0, "n")).toBeUndefined();
    expect(otherCells(now, beside({ ...then, lists_all: true }))(0, "n")?.value).toBe(0);
    expect(otherCells(now, beside({ ...then, lists_all: true, left_out: 1 }))(0, "n")).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { figureGrid, headlineGrid, mostPainted } from "./grid";
import { cellOf, figureOf, words } from "./testing";

describe("a figure that is painted", () => {
  it("says beside each value what it was counted from and what it is compared with", () => {
    const row = ["ann", cellOf(0.5, { low: 0.4, high: 0.6, n: 12 })];
    const figure = figureOf("table", ["who:text", "rate:share"], [row]);
    const before = figureOf("table", ["who:text", "rate:share"], [["ann", 0.25]]);
    const other = { figure: before, label: "before", months: 0, days: 0 };
    const [cells] = figureGrid(figure, other, words).rows;
    expect(cells?.map(({ lines }) => lines)).toEqual([
      ["ann"],
      ["50.0 %", "40.0–60.0 %, n = 12", "25.0 % (+25.0 pt)"],
    ]);
  });
  it("shades the squares of a heat map, but not the few", () => {
    const figure = figureOf(
      "heat",
      ["who:text", "a", "b"],
      [
        ["ann", 10, cellOf(5, { immature: true })],
        ["bob", 2, 1],
      ],
    );
    const grounds = figureGrid(figure, undefined, words).rows.map((row) => row.map(({ ground }) => ground));
    const rate = figureOf(
      "heat",
      ["who:text", "a:share"],
      [["ann", cellOf(0.25, { low: 0.2, high: 0.3, n: 1200 })]],
    );
    expect(figureGrid(rate, undefined, words).rows[0]?.[1]?.lines).toEqual(["25.0 %", "1,200"]);
    expect(grounds[0]?.[0]).toBeUndefined();
    expect(grounds[0]?.[1]).toBe("rgb(63 72 181 / 0.500)");
    expect(grounds[0]?.[2]).toBeUndefined();
  });
  it("is cut after as many rows as anybody reads, and says so", () => {
    const rows = Array.from({ length: mostPainted + 7 }, (_, at) => [`row ${at}`, at]);
    const grid = figureGrid(figureOf("table", ["who:text", "n"], rows), undefined, words);
    expect(grid.rows).toHaveLength(mostPainted);
    expect(grid.more).toBe("insight.imageMore 7");
    expect(figureGrid(figureOf("table", ["who:text"], [["ann"]]), undefined, words).more).toBeUndefined();
  });
});

describe("headlines that are painted", () => {
  it("stand beside each other with the values before", () => {
    const now = [{ key: "a", label: "A", unit: "count", cell: cellOf(12) }];
    const then = { headlines: [{ key: "a", label: "A", unit: "count", cell: cellOf(10) }], label: "before" };
    expect(headlineGrid(now, then, words).rows[0]?.[0]?.lines).toEqual(["12", "before 10 (+2)"]);
    expect(headlineGrid(now, undefined, words)).toMatchObject({ head: ["A"], large: true });
  });
});

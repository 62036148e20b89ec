import { describe, expect, it } from "vitest";
import { firstSquare, squareAfter, squareLines, squaresOf, squareTitle, squareWidths } from "./squares";
import { cellOf, figureOf, words } from "./testing";

const figure = figureOf(
  "heat",
  ["who:text", "n:count", "a:share", "b:share", "c:share"],
  [
    ["ann", 90, null, cellOf(0.5, { low: 0.4, high: 0.6, n: 1200, people: "ab" }), null],
    ["bob", 3, cellOf(0.1, { n: 3, immature: true }), null, cellOf(0.2, { n: 40 })],
    ["cid", 0, null, null, null],
    ["dan", 9, null, cellOf(0), null],
  ],
  ["a", "b", "c"],
);
const squares = squaresOf(figure, undefined, words);

describe("the squares of a heat map", () => {
  it("say a value and from how many, after the columns that are no squares", () => {
    expect(squares.rows.map(({ name, beside }) => [name, ...beside])).toEqual([
      ["ann", "90"],
      ["bob", "3"],
      ["cid", "0"],
      ["dan", "9"],
    ]);
    expect(squares.rows[0]?.squares.map((square) => square && [square.text, square.n])).toEqual([
      undefined,
      ["50.0 %", "1,200"],
      undefined,
    ]);
  });
  it("tell in full what they were counted from, and that it is not much", () => {
    const said = (row: number, column: number) =>
      squareLines(squares, { row, column }, figure, undefined, words);
    expect(said(0, 1)).toEqual(["ann × b", "50.0 %", "40.0–60.0 %, n = 1,200"]);
    expect(said(1, 0)).toEqual(["bob × a", "10.0 %", "n = 3, insight.immature"]);
    expect(said(0, 0)).toEqual([]);
    expect(squareTitle(squares, { row: 1, column: 2 })).toBe("bob × c");
  });
  it("tell what they are compared with", () => {
    const before = figureOf("heat", ["who:text", "b:share"], [["ann", cellOf(0.25, { n: 8 })]]);
    const other = { figure: before, label: "前年", months: 0, days: 0 };
    expect(squaresOf(figure, other, words).rows[0]?.squares[1]?.moved).toBe("+25.0 pt");
    expect(squareLines(squares, { row: 0, column: 1 }, figure, other, words)).toContain("前年 25.0 % n = 8");
  });
  it("are one stop, from which the arrows go over gaps and not beyond the edge", () => {
    const from = { row: 1, column: 0 };
    expect(firstSquare(squares)).toEqual({ row: 0, column: 1 });
    expect(firstSquare({ ...squares, rows: [] })).toBeUndefined();
    expect(squareAfter(squares, from, "ArrowRight")).toEqual({ row: 1, column: 2 });
    expect(squareAfter(squares, { row: 0, column: 1 }, "ArrowDown")).toEqual({ row: 3, column: 1 });
    expect(squareAfter(squares, from, "ArrowLeft")).toBeUndefined();
    expect(squareAfter(squares, from, "ArrowUp")).toBeUndefined();
    expect(squareAfter(squares, from, "End")).toEqual({ row: 1, column: 2 });
    expect(squareAfter(squares, { row: 1, column: 2 }, "Home")).toEqual(from);
    expect(squareAfter(squares, from, "x")).toBeUndefined();
  });
  it("are as wide as what stands in them", () => {
    const wide = figureOf("heat", ["who:text", "a:money"], [["ann", 123_456_789_012]]);
    const [least] = squareWidths(squares, "who").drawn;
    const [most] = squareWidths(squaresOf(wide, undefined, words), "who").drawn;
    expect(least).toBe(58);
    expect(most).toBeGreaterThan(100);
  });
});

import { describe, expect, it } from "vitest";
import { drawnColumns, pressedCell, restKey, valueAt } from "./columns";
import { pictureOf } from "./picture";
import { withRest } from "./rest";
import { cellOf, figureOf, words } from "./testing";

const keys = ["a", "b", "c", "d", "e", "f", "g", "h"];
const figure = figureOf(
  "stack",
  ["m:text", ...keys],
  [["x", 8, 7, 6, 5, 4, 3, 2, cellOf(1, { people: "h" })]],
);

describe("a stack of more parts than colours", () => {
  it("adds up the rest, so that the parts make the whole", () => {
    const folded = withRest(figure, 6, "その他");
    const parts = drawnColumns(folded);
    expect(parts.map(({ key }) => key).sort()).toEqual(["a", "b", "c", "d", restKey, "e"].sort());
    expect(parts.map((column) => valueAt(folded.rows[0], column) ?? 0).reduce((a, b) => a + b)).toBe(36);
    expect(withRest(figure, 8, "その他")).toBe(figure);
  });
  it("is drawn with it, and nobody stands behind the rest", () => {
    const many = figureOf(
      "stack",
      ["m:text", ...keys, "i", "j", "k"],
      [["x", 8, 7, 6, 5, 4, 3, 2, 1, 1, 1, 1]],
    );
    const { series } = pictureOf({ figure: many, words })?.option("light") ?? {};
    const ids = [series].flat().flatMap((each) => (each?.id === undefined ? [] : [String(each.id)]));
    expect(ids).toEqual([...keys, "i", restKey]);
    expect(pressedCell(figure, { row: 0, column: restKey })).toBeUndefined();
    expect(pressedCell(figure, { row: 0, column: "h" })?.cell.people).toBe("h");
  });
});

describe("columns that are not drawn", () => {
  it("are told of, by name", () => {
    const mixed = figureOf("lines", ["m:text", "n:count", "rate:share"], [["x", 1, 0.5]]);
    expect(pictureOf({ figure: mixed, words })?.undrawn).toEqual(["rate"]);
    expect(pictureOf({ figure, words })?.undrawn).toEqual([]);
    const three = figureOf("bars", ["m:text", "n:count", "rate:share", "yen:money"], [["x", 1, 0.5, 7]]);
    expect(pictureOf({ figure: three, words })?.undrawn).toEqual(["yen"]);
  });
});

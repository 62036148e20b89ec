import { describe, expect, it } from "vitest";
import { format } from "@/ui";
import { cellFilter, cellFilterText } from "./cell-filter";

const places: format.Places = { locale: "ja", zone: "Asia/Tokyo", currency: { code: "JPY", exponent: 0 } };

const cell = { analysis: "deciles", choices: [], key: "1" };
const filtered = {
  ...cell,
  as_of: "2026-11-22",
  from: "2026-10-01",
  to: null,
  product: [3],
  medium: ["TV, radio"],
  segment: 7,
};

describe("the filter of a cell", () => {
  it("is asked of the analysis as its page asks", () => {
    expect(cellFilter(cell)).toEqual({});
    expect(cellFilter(filtered)).toEqual({
      as_of: "2026-11-22",
      from: "2026-10-01",
      product: "3",
      medium: "TV\\, radio",
      segment: "7",
    });
  });
  it("is told in words", () => {
    const words = {
      t: (key: string, args?: Record<string, unknown>) =>
        `${key.split(".").at(-1)}${args === undefined ? "" : ` ${Object.values(args).join("..")}`}`,
      places,
      product: (id: string) => `product ${id}`,
      segment: (id: number) => `segment ${id}`,
    };
    expect(cellFilterText(cell, words)).toBe("");
    expect(cellFilterText(filtered, words)).toMatch(
      /^cellDays 2026\/10\/01.*\.\. · product product 3 · medium TV, radio · segment segment 7 · cellAsOf 2026/,
    );
  });
});

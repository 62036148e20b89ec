import { describe, expect, it } from "vitest";
import { conditionFrom, fitsAddress } from "./from";

const twice = { field: "order_count", op: "at_least", number: 2 };

describe("a condition of an address", () => {
  it("is read as an object or as its text", () => {
    const nested = { all: [twice, { none: [{ field: "medium", op: "any_of", values: ["web"] }] }] };
    expect(conditionFrom(nested)).toEqual(nested);
    expect(conditionFrom(JSON.stringify(nested))).toEqual(nested);
  });
  it("has nothing that is absent", () => {
    const cell = { analysis: "deciles", choices: [], key: "group/1", from: null };
    const window = { last_days: 90, from: null, to: null };
    expect(conditionFrom({ ...twice, all: null, window })).toEqual({ ...twice, window: { last_days: 90 } });
    expect(conditionFrom({ field: "result", op: "any_of", cell })).toEqual({
      field: "result",
      op: "any_of",
      cell: { analysis: "deciles", choices: [], key: "group/1" },
    });
  });
  it("is none when the builder could not show it", () => {
    for (const wrong of [undefined, "", "x", "{", 3, [twice], {}, { all: twice }, { all: [3] }])
      expect(conditionFrom(wrong)).toBeUndefined();
    for (const wrong of [{ values: [1] }, { ids: ["1"] }, { number: "2" }, { of: { product: ["x"] } }])
      expect(conditionFrom({ ...twice, ...wrong })).toBeUndefined();
    expect(conditionFrom({ ...twice, cell: { analysis: "deciles" } })).toBeUndefined();
    expect(conditionFrom({ ...twice, evil: 1 })).toBeUndefined();
  });
  it("has room for so much of it", () => {
    const media = (n: number) => Array.from({ length: n }, (_, at) => `折込チラシ${at}`);
    expect(fitsAddress({ field: "medium", op: "any_of", values: media(40) })).toBe(true);
    expect(fitsAddress({ field: "medium", op: "any_of", values: media(100) })).toBe(false);
  });
});

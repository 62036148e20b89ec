import { describe, expect, it } from "vitest";
import { cellCondition, cellName, whomCondition } from "./cell-condition";

const cell = { analysis: "deciles", choices: ["by:sales"], key: "group/1" };
const leafOf = (filter: object) => ({ field: "result", op: "any_of", cell: { ...cell, ...filter } });

describe("a cell kept as a segment", () => {
  it("asks for the cell alone where nothing was filtered", () => {
    expect(cellCondition("deciles", { cell: "group/1", choices: "by:sales" })).toEqual(leafOf({}));
  });
  it("keeps what the page was filtered by", () => {
    const keys = {
      cell: "group/1",
      choices: "by:sales",
      from: "2026-10-01",
      to: "2026-10-31",
      product: "3,5",
      medium: "TV\\, radio",
      prefecture: "東京都,大阪府",
      segment: "7",
    };
    expect(cellCondition("deciles", keys)).toEqual(
      leafOf({
        from: "2026-10-01",
        to: "2026-10-31",
        product: [3, 5],
        medium: ["TV, radio"],
        prefecture: ["東京都", "大阪府"],
        segment: 7,
      }),
    );
  });
  it("stands still on the day that it is given, and moves on without one", () => {
    const keys = { cell: "group/1", choices: "by:sales", as_of: "2026-11-01" };
    expect(cellCondition("deciles", keys, "2026-11-22")).toEqual(leafOf({ as_of: "2026-11-22" }));
    expect(cellCondition("deciles", keys)).toEqual(leafOf({}));
  });
  it("needs a segment of what the page was filtered by without one", () => {
    const twice = { field: "order_count", op: "at_least", number: 2 };
    const condition = JSON.stringify(twice);
    expect(whomCondition({ cell: "group/1", segment: "7" })).toBeUndefined();
    expect(whomCondition({ cell: "group/1", condition })).toEqual(twice);
    expect(whomCondition({ cell: "group/1", condition, segment: "7" })).toEqual({
      all: [{ field: "segment", op: "any_of", ids: [7] }, twice],
    });
  });
  it("is nothing without a key", () => {
    expect(cellCondition("rfm", { r: 5 })).toBeUndefined();
  });
});

describe("the name of a kept cell", () => {
  it("says the days of its period", () => {
    expect(cellName("高い", { cell: "a" })).toBe("高い");
    expect(cellName("高い", { cell: "a", from: "2026-10-01", to: "2026-10-31" })).toBe(
      "高い 2026/10/01–2026/10/31",
    );
    expect(cellName("高い", { cell: "a", from: "2026-10-01" })).toBe("高い 2026/10/01–");
  });
});

import { describe, expect, it } from "vitest";
import { cellCondition } from "./cell-condition";

const cell = {
  field: "result",
  op: "any_of",
  cell: { analysis: "deciles", choices: ["by:sales"], key: "group/1" },
};

describe("a cell kept as a segment", () => {
  it("asks for the cell alone where nothing was filtered", () => {
    expect(cellCondition("deciles", { cell: "group/1", choices: "by:sales" })).toEqual({
      condition: cell,
      narrowed: false,
      undated: false,
    });
  });
  it("keeps what the page was filtered by", () => {
    const keys = {
      cell: "group/1",
      choices: "by:sales",
      product: "3,5",
      medium: "TV\\, radio",
      prefecture: "東京都,大阪府",
      segment: "7",
    };
    expect(cellCondition("deciles", keys)?.condition).toEqual({
      all: [
        cell,
        { field: "order_product", op: "any_of", ids: [3, 5] },
        { field: "medium", op: "any_of", values: ["TV, radio"] },
        { field: "prefecture", op: "any_of", values: ["東京都", "大阪府"] },
        { field: "segment", op: "any_of", ids: [7] },
      ],
    });
  });
  it("tells that days cannot be kept", () => {
    const found = cellCondition("deciles", { cell: "group/1", from: "2026-01-01" });
    expect(found).toMatchObject({ narrowed: false, undated: true });
  });
  it("is nothing without a key", () => {
    expect(cellCondition("rfm", { r: 5 })).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { classRange, sumCells } from "./rfm-cells";

const cells = [
  { r: 5, f: 5, m: 5, customers: 10, sales: 900 },
  { r: 5, f: 5, m: 4, customers: 3, sales: 200 },
  { r: 1, f: 5, m: 5, customers: 2, sales: 150 },
];

describe("RFM cells", () => {
  it("add up over the classes left open", () => {
    expect(sumCells(cells, 0, 0, 0)).toEqual({ customers: 15, sales: 1250 });
    expect(sumCells(cells, 5, 5, 0)).toEqual({ customers: 13, sales: 1100 });
    expect(sumCells(cells, 1, 1, 1)).toEqual({ customers: 0, sales: 0 });
  });
  it("lie between two cuts without sharing an edge, the outer ones open", () => {
    expect(classRange([1, 3, 6, 10], 1)).toEqual({ from: undefined, to: 1 });
    expect(classRange([1, 3, 6, 10], 3)).toEqual({ from: 4, to: 6 });
    expect(classRange([1, 3, 6, 10], 5)).toEqual({ from: 11, to: undefined });
  });
});

import type { Rfm } from "@/api/types";

/** Customers and sales of the cells of a class each; 0 stands for any class. */
export const sumCells = (
  cells: Rfm["cells"],
  r: number,
  f: number,
  m: number,
): { customers: number; sales: number } => {
  const fits = (wanted: number, value: number): boolean => wanted === 0 || wanted === value;
  return cells
    .filter((cell) => fits(r, cell.r) && fits(f, cell.f) && fits(m, cell.m))
    .reduce((sum, cell) => ({ customers: sum.customers + cell.customers, sales: sum.sales + cell.sales }), {
      customers: 0,
      sales: 0,
    });
};

/** Class k of ascending cuts holds the whole numbers after cut k - 1 up to cut k: no two share one. */
export const classRange = (
  cuts: number[],
  k: number,
): { from: number | undefined; to: number | undefined } => {
  const before = cuts[k - 2];
  return { from: before === undefined ? undefined : before + 1, to: cuts[k - 1] };
};

// A cell of an analysis as a condition that can be kept.
import { listOf } from "@/api/list-text";
import type { CellKeys } from "@/api/queries";
import type { Condition } from "@/api/segments";

/** What of the filter is part of the condition, and what cannot be. */
export type CellCondition = { condition: Condition; narrowed: boolean; undated: boolean };

const textOf = (value: string | number | undefined): string => (value === undefined ? "" : String(value));

const idsOf = (value: string | number | undefined): number[] => listOf(textOf(value)).map(Number);

/**
 * Who is in the cell and in the products, media, prefectures and segment that it was counted under.
 * A condition is worked out on the day that it is used, so days of the filter are no part of it.
 * Nothing for pages that have no key to name a cell with.
 */
export const cellCondition = (analysis: string, keys: CellKeys): CellCondition | undefined => {
  const { cell: key } = keys;
  if (typeof key !== "string") return undefined;
  const words = (field: string, value: string | number | undefined): Condition[] => {
    const values = listOf(textOf(value));
    return values.length === 0 ? [] : [{ field, op: "any_of", values }];
  };
  const ids = (field: string, value: string | number | undefined): Condition[] => {
    const wanted = idsOf(value);
    return wanted.length === 0 ? [] : [{ field, op: "any_of", ids: wanted }];
  };
  const cell: Condition = {
    field: "result",
    op: "any_of",
    cell: { analysis, choices: listOf(textOf(keys["choices"])), key },
  };
  const beside = [
    ...ids("order_product", keys["product"]),
    ...words("medium", keys["medium"]),
    ...words("prefecture", keys["prefecture"]),
    ...ids("segment", keys["segment"]),
  ];
  return {
    condition: beside.length === 0 ? cell : { all: [cell, ...beside] },
    narrowed: beside.length > 0,
    undated: ["as_of", "from", "to"].some((name) => textOf(keys[name]) !== ""),
  };
};

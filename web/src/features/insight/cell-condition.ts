// A cell of an analysis as a condition that can be kept.
import { listOf } from "@/api/list-text";
import type { CellKeys } from "@/api/queries";
import type { Condition, ResultCell } from "@/api/segments";
import { conditionFrom } from "@/domain/condition/from";

const textOf = (value: string | number | undefined): string => (value === undefined ? "" : String(value));

/** Whom a page is about that is filtered by a condition: a segment has to be kept of it first. */
export const whomCondition = (keys: CellKeys): Condition | undefined => {
  const condition = conditionFrom(keys["condition"]);
  const segment = textOf(keys["segment"]);
  if (condition === undefined || segment === "") return condition;
  return { all: [{ field: "segment", op: "any_of", ids: [Number(segment)] }, condition] };
};

/**
 * Who is in the cell under everything that the analysis was filtered by: on the day `asOf` for ever,
 * or, without it, on every day anew. Nothing for pages that have no key to name a cell with. A cell
 * knows no condition: one among the keys stands there as the segment that was kept of it.
 */
export const cellCondition = (analysis: string, keys: CellKeys, asOf?: string): Condition | undefined => {
  const { cell: key } = keys;
  if (typeof key !== "string") return undefined;
  const words = (name: string): string[] => listOf(textOf(keys[name]));
  const [from, to, segment] = [textOf(keys["from"]), textOf(keys["to"]), textOf(keys["segment"])];
  const [product, medium, prefecture] = [words("product"), words("medium"), words("prefecture")];
  const cell: ResultCell = {
    analysis,
    choices: words("choices"),
    key,
    ...(asOf === undefined ? {} : { as_of: asOf }),
    ...(from === "" ? {} : { from }),
    ...(to === "" ? {} : { to }),
    ...(product.length === 0 ? {} : { product: product.map(Number) }),
    ...(medium.length === 0 ? {} : { medium }),
    ...(prefecture.length === 0 ? {} : { prefecture }),
    ...(segment === "" ? {} : { segment: Number(segment) }),
  };
  return { field: "result", op: "any_of", cell };
};

/** What a segment of the cell is called at first: the cell, and the days that it is of. */
export const cellName = (title: string, keys: CellKeys): string => {
  const [from, to] = [textOf(keys["from"]), textOf(keys["to"])];
  if (from === "" && to === "") return title;
  return `${title} ${`${from}–${to}`.replaceAll("-", "/")}`;
};

import type { CellKeys } from "@/api/queries";

/** The people the drawer shows: which cell, and in which words. */
export type Cell = {
  title: string;
  keys: CellKeys;
  /** How many subscriptions the cell counts; one person may have several. */
  subscriptions?: number;
};

/** The query of a cell as the server reads it: `r=5&f=5&product=3`. */
export const queryText = (keys: CellKeys): string =>
  new URLSearchParams(
    Object.entries(keys).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();

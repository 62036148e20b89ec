import type { AnalysisFilter, CellKeys } from "@/api/queries";

/** What an analysis page shows, as it stands in the address. */
export type View = AnalysisFilter & { by?: string; across?: string };

export const filterOf = (view: View): AnalysisFilter => {
  const filter: AnalysisFilter = {};
  for (const name of ["as_of", "from", "to", "product", "medium", "prefecture"] as const) {
    const value = view[name];
    if (value !== undefined && value !== "") filter[name] = value;
  }
  return filter;
};

/** The people the drawer shows: which cell, and in which words. */
export type Cell = {
  title: string;
  keys: CellKeys;
  /** How many subscriptions the cell counts; one person may have several. */
  subscriptions?: number;
};

/** The query of a cell as the server reads it: `cell=group/1&product=3`. */
export const queryText = (keys: CellKeys): string =>
  new URLSearchParams(
    Object.entries(keys).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();

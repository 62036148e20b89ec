import type { AnalysisFilter, CellKeys } from "@/api/queries";
import type { Report, ReportCell } from "@/api/types";

/** The people the drawer shows: which cell, and in which words. */
export type Cell = {
  title: string;
  keys: CellKeys;
  /** The day of the report that it stands in. */
  asOf: string;
  /** What the cell says when it counts something: one person may be behind several of it. */
  counted?: number | undefined;
};

/** Whether the cell stands in the report: what is drawn of the one before does not. */
export const standsIn = (
  { headlines, figures }: Pick<Report, "headlines" | "figures">,
  pressed: ReportCell,
) =>
  headlines.some(({ cell }) => cell === pressed) ||
  figures.some(({ rows }) => rows.some(({ cells }) => cells.includes(pressed)));

/** The value of a cell of the report, when it is a count. */
export const countedIn = (
  { headlines, figures }: Pick<Report, "headlines" | "figures">,
  pressed: ReportCell,
): number | undefined => {
  const units = [
    ...headlines.filter(({ cell }) => cell === pressed).map(({ unit }) => unit),
    ...figures.flatMap(({ columns, rows }) =>
      rows.flatMap(({ cells }) => {
        const at = cells.indexOf(pressed);
        return at < 0 ? [] : [columns[at]?.unit];
      }),
    ),
  ];
  return units[0] === "count" && pressed.value !== null ? Math.round(pressed.value) : undefined;
};

/** A filter in the words of a query, where a condition is JSON. */
export const filterKeys = ({ condition, ...words }: AnalysisFilter): CellKeys =>
  condition === undefined ? words : { ...words, condition: JSON.stringify(condition) };

/** The query of a cell as the server reads it: `r=5&f=5&product=3`. */
export const queryText = (keys: CellKeys): string =>
  new URLSearchParams(
    Object.entries(keys).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();

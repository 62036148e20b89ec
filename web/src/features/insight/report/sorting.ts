import type { ReportCell, ReportFigure } from "@/api/types";

type Row = ReportFigure["rows"][number];
export type Order = { at: number; falling: boolean };

// Values before words, and cells without an answer last either way.
const compared = (one: ReportCell | undefined, other: ReportCell | undefined, falling: boolean): number => {
  const [a, b] = [one?.value ?? one?.text, other?.value ?? other?.text];
  if (a == null || b == null) return (a == null ? 1 : 0) - (b == null ? 1 : 0);
  const sign = falling ? -1 : 1;
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * String(a).localeCompare(String(b), "ja");
};

/** Rows with the place that each has in the answer; in that order while none is asked for. */
export const sortedRows = (rows: Row[], order: Order | undefined): { row: Row; at: number }[] => {
  const placed = rows.map((row, at) => ({ row, at }));
  if (order === undefined) return placed;
  return placed.sort((a, b) => compared(a.row.cells[order.at], b.row.cells[order.at], order.falling));
};

// Figures in a line or two, for tests.
import type { ReportCell, ReportFigure } from "@/api/types";
import type { Words } from "./words";

export const cellOf = (value: number | string | null, more: Partial<ReportCell> = {}): ReportCell => ({
  text: typeof value === "string" ? value : null,
  value: typeof value === "number" ? value : null,
  low: null,
  high: null,
  n: null,
  immature: false,
  people: null,
  ...more,
});

type Given = number | string | null | ReportCell;
const given = (cell: Given): ReportCell => (typeof cell === "object" && cell !== null ? cell : cellOf(cell));

/** Columns as "key:unit". */
export const figureOf = (
  shape: string,
  columns: string[],
  rows: Given[][],
  drawn: string[] = [],
): ReportFigure => ({
  key: "figure",
  title: "figure",
  shape,
  columns: columns.map((column) => {
    const [key = "", unit = "count"] = column.split(":");
    return { key, label: key, unit };
  }),
  drawn,
  rows: rows.map((cells) => ({ cells: cells.map(given), key: null })),
  left_out: 0,
  note: "",
  named_by: 1,
  lists_all: false,
});

export const words: Words = {
  t: (key, args) => `${key}${args === undefined ? "" : ` ${Object.values(args).join(" ")}`}`,
  places: { locale: "ja", zone: "Asia/Tokyo", currency: { code: "JPY", exponent: 0 } },
};

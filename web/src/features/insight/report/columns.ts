// What of a figure's table is drawn.
import type { ReportCell, ReportColumn, ReportFigure } from "@/api/types";

/** The key of a drawn column that adds up the parts beyond those that can be told apart. */
export const restKey = "drawn-rest";

export type DrawnColumn = ReportColumn & { at: number };
type Row = ReportFigure["rows"][number];

export const isTime = (unit: string): boolean => unit === "day" || unit === "month";

/** The drawn columns: those the figure names, else all after the first that hold values. */
export const drawnColumns = (figure: ReportFigure): DrawnColumn[] => {
  const all = figure.columns.map((column, at) => ({ ...column, at }));
  const named = all.filter((column) => figure.drawn.includes(column.key));
  return named.length > 0 ? named : all.slice(1).filter((column) => column.unit !== "text");
};

export const cellAt = (row: Row | undefined, column: { at: number }): ReportCell | undefined =>
  row?.cells[column.at];

export const valueAt = (row: Row | undefined, column: { at: number }): number | undefined =>
  cellAt(row, column)?.value ?? undefined;

/** What a row is of, comparable between two answers; a time is moved by `shift` units first. */
export const rowKey = (row: Row | undefined, shift = 0): string => {
  const cell = row?.cells[0];
  if (cell === undefined) return "";
  return cell.text ?? (cell.value === null ? "" : String(cell.value + shift));
};

/** What can be opened of a row: its drawn cells with people behind them. */
export const openCells = (figure: ReportFigure, row: number): { cell: ReportCell; column: DrawnColumn }[] =>
  drawnColumns(figure).flatMap((column) => {
    const cell = cellAt(figure.rows[row], column);
    return cell?.people == null ? [] : [{ cell, column }];
  });

/** The cell of a pressed picture: of its own column where that is known, else the nearest by value. */
export const pressedCell = (
  figure: ReportFigure,
  place: { row: number; column?: string | undefined; value?: number | undefined },
): { cell: ReportCell; column: DrawnColumn } | undefined => {
  // The rest of a stack is of many cells.
  if (place.column === restKey) return undefined;
  const open = openCells(figure, place.row);
  const own = open.find(({ column }) => column.key === place.column);
  if (own !== undefined || place.value === undefined) return own ?? open[0];
  const { value } = place;
  const away = (each: { cell: ReportCell }): number => Math.abs((each.cell.value ?? 0) - value);
  return [...open].sort((a, b) => away(a) - away(b))[0];
};

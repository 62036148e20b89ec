// What of a figure's table is drawn.
import type { ReportCell, ReportColumn, ReportFigure } from "@/api/types";
import { addMonths, type Back } from "./periods";

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

const dayMs = 86_400_000;
const isoOf = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10);
const daysOf = (iso: string): number => Math.floor(Date.parse(`${iso}T00:00:00Z`) / dayMs);

const movedOn = (value: number, unit: string, back: Back): number => {
  if (unit === "month") return value + back.months;
  if (unit === "day") return daysOf(addMonths(isoOf(value), back.months)) + back.days;
  return value;
};

const tellsWhat = ({ unit }: ReportColumn, at: number): boolean =>
  at === 0 || unit === "text" || isTime(unit);

/**
 * What a row is of, comparable between two answers: its first cell and the words and times that follow
 * it, which are moved on by as much as the answer lies back. Words behind the first number are what is
 * said of the row.
 */
export const rowKey = (figure: ReportFigure, row: Row | undefined, back?: Back): string => {
  const said = figure.columns.findIndex((column, at) => !tellsWhat(column, at));
  return figure.columns
    .slice(0, said < 0 ? figure.columns.length : said)
    .map(({ unit }, at) => {
      const cell = row?.cells[at];
      const value = cell?.value;
      return cell?.text ?? (value == null ? "" : String(back ? movedOn(value, unit, back) : value));
    })
    .join("\u0001");
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
  const open = openCells(figure, place.row);
  // A mark opens its own people or none: the rest of a stack is of many cells.
  const isMark = place.column === restKey || figure.columns.some(({ key }) => key === place.column);
  if (isMark) return open.find(({ column }) => column.key === place.column);
  const { value } = place;
  if (value === undefined) return open[0];
  const away = (each: { cell: ReportCell }): number => Math.abs((each.cell.value ?? 0) - value);
  return [...open].sort((a, b) => away(a) - away(b))[0];
};

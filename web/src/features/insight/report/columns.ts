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

/** How far the times of an answer lie back; those of weeks are moved by whole weeks. */
export type Shift = Back & { weekly: boolean };

/** Whether the rows of a figure are weeks: days of which each is some weeks after the first. */
export const isWeekly = ({ columns, rows }: ReportFigure): boolean => {
  const days = rows.flatMap(({ cells: [cell] }) => (cell?.value == null ? [] : [cell.value]));
  const [first = 0] = days;
  return columns[0]?.unit === "day" && days.length > 1 && days.every((day) => (day - first) % 7 === 0);
};

// A month is no other month when it is followed by so many days: it has none beside it.
const movedOn = (value: number, unit: string, shift: Shift): number | undefined => {
  if (unit === "month") return shift.days === 0 ? value + shift.months : undefined;
  if (unit !== "day") return value;
  const moved = daysOf(addMonths(isoOf(value), shift.months)) + shift.days;
  return shift.weekly ? value + Math.round((moved - value) / 7) * 7 : moved;
};

const keyPart = (
  cell: ReportCell | undefined,
  unit: string,
  shift: Shift | undefined,
): string | undefined => {
  if (cell?.text != null) return cell.text;
  if (cell?.value == null) return "";
  const value = shift === undefined ? cell.value : movedOn(cell.value, unit, shift);
  return value === undefined ? undefined : String(value);
};

/**
 * What a row is of, comparable between two answers: its key, or the cells that name it, whose times are
 * moved on by as much as the answer lies back. Nothing for a row of a time that is none when it is moved
 * on.
 */
export const rowKey = (figure: ReportFigure, row: Row | undefined, shift?: Shift): string | undefined => {
  if (row?.key != null) return row.key;
  const parts = figure.columns
    .slice(0, figure.named_by)
    .map(({ unit }, at) => keyPart(row?.cells[at], unit, shift));
  return parts.includes(undefined) ? undefined : parts.join("\u0001");
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

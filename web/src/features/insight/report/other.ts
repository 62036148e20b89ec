// The report that another is compared with, its figures and their cells.
import type { Report, ReportCell, ReportFigure } from "@/api/types";
import { isWeekly, rowKey } from "./columns";

/** The same figure of the report it is compared with; that lies so many months and days back. */
export type Other = { figure: ReportFigure; label: string; months: number; days: number };

/** The report that this one is compared with, and how far its times lie back. */
export type ComparedReport = { report: Report; label: string; months: number; days: number };

/** The figure that another is compared with. */
export const otherOf = (compared: ComparedReport | undefined, key: string): Other | undefined => {
  const figure = compared?.report.figures.find((each) => each.key === key);
  if (compared === undefined || figure === undefined) return undefined;
  return { figure, label: compared.label, months: compared.months, days: compared.days };
};

/** Of a row that a figure does not have: where it lists everybody, nobody. */
const cellOfNone = (figure: ReportFigure, place: number): ReportCell | undefined =>
  figure.lists_all && figure.left_out === 0 && figure.columns[place]?.unit === "count"
    ? { text: null, value: 0, low: null, high: null, n: null, immature: false, people: null }
    : undefined;

/** The cell that stands beside a row's cell of a column; nothing for what only one of them tells. */
export const otherCells = (
  figure: ReportFigure,
  other: Other | undefined,
): ((row: number, column: string) => ReportCell | undefined) => {
  if (other === undefined) return () => undefined;
  const there = other.figure;
  const shift = { ...other, weekly: isWeekly(figure) || isWeekly(there) };
  const rows = new Map(there.rows.map((row) => [rowKey(there, row, shift), row]));
  rows.delete(undefined);
  const places = new Map(there.columns.map(({ key }, at) => [key, at]));
  return (row, column) => {
    const place = places.get(column);
    if (place === undefined || place === 0) return undefined;
    const found = rows.get(rowKey(figure, figure.rows[row]));
    return found === undefined ? cellOfNone(there, place) : found.cells[place];
  };
};

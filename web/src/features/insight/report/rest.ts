// Parts of a whole beyond those that can be told apart are drawn as one.
import type { ReportCell, ReportFigure } from "@/api/types";
import { drawnColumns, restKey } from "./columns";

const sumOf = (cells: (ReportCell | undefined)[]): ReportCell => ({
  text: null,
  value: cells.reduce((sum, cell) => sum + (cell?.value ?? 0), 0),
  low: null,
  high: null,
  n: null,
  immature: cells.some((cell) => cell?.immature === true),
  people: null,
});

/** The figure with at most `most` drawn columns of a unit: the last of them adds up all others. */
export const withRest = (figure: ReportFigure, most: number, label: string): ReportFigure => {
  const all = drawnColumns(figure);
  const [first] = all;
  const parts = all.filter(({ unit }) => unit === first?.unit);
  if (first === undefined || parts.length <= most) return figure;
  const [kept, rest] = [parts.slice(0, most - 1), parts.slice(most - 1)];
  const others = all.filter(({ unit }) => unit !== first.unit);
  return {
    ...figure,
    columns: [...figure.columns, { key: restKey, label, unit: first.unit }],
    drawn: [...kept.map(({ key }) => key), restKey, ...others.map(({ key }) => key)],
    rows: figure.rows.map((row) => ({
      ...row,
      cells: [...row.cells, sumOf(rest.map(({ at }) => row.cells[at]))],
    })),
  };
};

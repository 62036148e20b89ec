// The cells of an analysis that have people behind them, by the names that its page gives them.
import type { Report, ReportCell, ReportFigure } from "@/api/types";
import { format } from "@/ui";

export type NamedCell = { key: string; title: string };

const valueName = (value: number, unit: string): string => {
  if (unit === "month") return format.isoMonth(value).replace("-", "/");
  if (unit === "day") return format.isoDay(value).replaceAll("-", "/");
  return format.count(value);
};

const rowName = (cell: ReportCell | undefined, unit: string): string =>
  cell?.text ?? (cell?.value == null ? "" : valueName(cell.value, unit));

const inFigure = (figure: ReportFigure): NamedCell[] =>
  figure.rows.flatMap((row) =>
    row.cells.flatMap((cell, at) => {
      if (cell.people === null) return [];
      const name = rowName(row.cells[0], figure.columns[0]?.unit ?? "text");
      const title = at === 0 ? name : `${name} ${figure.columns[at]?.label ?? ""}`;
      return [{ key: cell.people, title: `${figure.title} · ${title}` }];
    }),
  );

/** Each cell once, by the first name that it has. */
export const namedCells = (report: Pick<Report, "headlines" | "figures">): NamedCell[] => {
  const all = [
    ...report.headlines.flatMap(({ label, cell }) =>
      cell.people === null ? [] : [{ key: cell.people, title: label }],
    ),
    ...report.figures.flatMap(inFigure),
  ];
  return [...new Map(all.toReversed().map((cell) => [cell.key, cell])).values()].toReversed();
};

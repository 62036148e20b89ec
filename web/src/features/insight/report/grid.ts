// Figures and headlines as grids that can be painted: what stands on the page, without its buttons.
import type { ReportCell, ReportColumn, ReportFigure, ReportHeadline } from "@/api/types";
import { format, heat } from "@/ui";
import type { Grid, GridCell } from "@/ui/grid-picture";
import { cellAt, drawnColumns, isTime } from "./columns";
import { differenceOf } from "./difference";
import { strengthIn } from "./heat";
import { otherCells, type Other } from "./other";
import { basisOf, change, differenceText, labelOf, textOf, type Words } from "./words";

/** More rows than anybody reads in a picture; the file has them all. */
export const mostPainted = 50;

// As dark as on the page: half of the hue at most.
const groundOf = (strength: number, hue: "accent" | "danger"): string =>
  `rgb(${heat[hue]} / ${(0.5 * Math.max(0, Math.min(1, strength))).toFixed(3)})`;

const besideLine = (here: ReportCell, there: ReportCell, { unit }: ReportColumn, words: Words): string => {
  const found = isTime(unit) ? undefined : differenceOf(here, there);
  const moved = found === undefined ? "" : ` (${differenceText(found, unit, words)})`;
  return `${textOf(there, unit, words)}${moved}`;
};

// As the squares of the page: there is no room for intervals beside each other.
const squareLines = (
  cell: ReportCell,
  there: ReportCell | undefined,
  { unit }: ReportColumn,
  words: Words,
): string[] => {
  const moved = there === undefined ? undefined : differenceOf(cell, there);
  return [
    labelOf(cell, unit, words),
    cell.n === null || unit === "count" ? "" : format.count(cell.n),
    moved === undefined ? "" : change(moved.value, unit, words, moved.digits),
    cell.immature ? words.t("insight.reference") : "",
  ];
};

/** A table, or the squares of a heat map, in the order of the answer. */
export const figureGrid = (figure: ReportFigure, other: Other | undefined, words: Words): Grid => {
  const beside = otherCells(figure, other);
  const squares = figure.shape === "heat" ? drawnColumns(figure).map(({ at }) => at) : [];
  const strength = strengthIn(figure);
  const painted = figure.rows.slice(0, mostPainted);
  const more = figure.rows.length - painted.length;
  const cellOf = (
    row: ReportFigure["rows"][number],
    at: number,
    column: ReportColumn,
    place: number,
  ): GridCell => {
    const cell = cellAt(row, { at: place });
    const isWords = place === 0 || column.unit === "text";
    if (cell === undefined) return { lines: [""], words: isWords };
    const there = isWords ? undefined : beside(at, column.key);
    const square = squares.includes(place) && cell.value !== null && !cell.immature;
    const { strength: dark, hue } = square ? strength(cell, column) : { strength: 0, hue: "accent" as const };
    const lines = squares.includes(place)
      ? squareLines(cell, there, column, words)
      : [
          textOf(cell, column.unit, words),
          basisOf(cell, column.unit, words),
          there === undefined ? "" : besideLine(cell, there, column, words),
        ];
    return {
      lines: lines.filter((line, from) => from === 0 || line !== ""),
      words: isWords,
      soft: cell.immature,
      ground: square ? groundOf(dark, hue) : undefined,
    };
  };
  return {
    head: figure.columns.map(({ label }) => label),
    rows: painted.map((row, at) => figure.columns.map((column, place) => cellOf(row, at, column, place))),
    more: more > 0 ? words.t("insight.imageMore", { n: format.count(more) }) : undefined,
  };
};

/** Headlines beside each other, each with what it was counted from. */
export const headlineGrid = (
  headlines: ReportHeadline[],
  compared: { headlines: ReportHeadline[]; label: string } | undefined,
  words: Words,
): Grid => ({
  large: true,
  head: headlines.map(({ label }) => label),
  rows: [
    headlines.map(({ key, cell, unit }) => {
      const then = compared?.headlines.find((each) => each.key === key);
      const column = { key, label: "", unit };
      const before =
        then === undefined ? "" : `${compared?.label ?? ""} ${besideLine(cell, then.cell, column, words)}`;
      return {
        words: true,
        soft: cell.immature,
        lines: [textOf(cell, unit, words), basisOf(cell, unit, words), before].filter(
          (line, at) => at === 0 || line !== "",
        ),
      };
    }),
  ],
});

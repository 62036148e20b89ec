// The squares of a heat map: what each says, what it was counted from, and where the arrow keys go.
import type { ReportCell, ReportFigure } from "@/api/types";
import { format } from "@/ui";
import { cellAt, drawnColumns, type DrawnColumn } from "./columns";
import { differenceOf, isSure } from "./difference";
import { textWidth } from "./drawing";
import { strengthIn, type Strength } from "./heat";
import { otherCells, type Other } from "./other";
import { basisOf, change, labelOf, textOf, type Words } from "./words";

export type Square = {
  text: string;
  /** From how many, where that is not what the square says itself. */
  n: string;
  /** The difference from what it is compared with. */
  moved: string;
  sure: boolean | undefined;
  cell: ReportCell;
  ground: string;
};

export type SquareRow = {
  name: string;
  /** Columns that are not drawn, before the squares. */
  beside: string[];
  squares: (Square | undefined)[];
};

export type Squares = { beside: DrawnColumn[]; drawn: DrawnColumn[]; rows: SquareRow[] };
export type Place = { row: number; column: number };

// Half of the hue at most: dark ink stays readable on the strongest cell, light ink in the dark.
const groundOf = ({ strength, hue }: Strength): string =>
  `rgb(var(--heat${hue === "danger" ? "-danger" : ""}) / ${(0.5 * Math.max(0, Math.min(1, strength))).toFixed(2)})`;

const besideDrawn = (figure: ReportFigure, drawn: DrawnColumn[]): DrawnColumn[] =>
  figure.columns
    .map((column, at) => ({ ...column, at }))
    .slice(1)
    .filter(({ key }) => !drawn.some((each) => each.key === key));

export const squaresOf = (figure: ReportFigure, other: Other | undefined, words: Words): Squares => {
  const drawn = drawnColumns(figure);
  const beside = besideDrawn(figure, drawn);
  const strength = strengthIn(figure);
  const otherCell = otherCells(figure, other);
  const squareOf = (row: number, column: DrawnColumn): Square | undefined => {
    const cell = cellAt(figure.rows[row], column);
    if (cell === undefined || (cell.value === null && cell.text === null)) return undefined;
    const there = otherCell(row, column.key);
    const moved = there === undefined ? undefined : differenceOf(cell, there);
    return {
      cell,
      text: labelOf(cell, column.unit, words),
      n: cell.n === null || column.unit === "count" ? "" : format.count(cell.n),
      moved: moved === undefined ? "" : change(moved.value, column.unit, words, moved.digits),
      sure: moved === undefined ? undefined : isSure(moved),
      ground: groundOf(strength(cell, column)),
    };
  };
  const unit = figure.columns[0]?.unit ?? "text";
  const rows = figure.rows.map((row, at) => ({
    name: textOf(row.cells[0], unit, words),
    beside: beside.map((column) => textOf(cellAt(row, column), column.unit, words)),
    squares: drawn.map((column) => squareOf(at, column)),
  }));
  return { beside, drawn, rows };
};

/** Row and column of a square, as what it opens is called. */
export const squareTitle = ({ rows, drawn }: Squares, { row, column }: Place): string =>
  `${rows[row]?.name ?? ""} × ${drawn[column]?.label ?? ""}`;

/** All that a square says, line by line: with what it was counted from and what it is compared with. */
export const squareLines = (
  squares: Squares,
  place: Place,
  figure: ReportFigure,
  other: Other | undefined,
  words: Words,
): string[] => {
  const column = squares.drawn[place.column];
  const cell = squares.rows[place.row]?.squares[place.column]?.cell;
  if (column === undefined || cell === undefined) return [];
  const there = otherCells(figure, other)(place.row, column.key);
  const before =
    there === undefined || other === undefined
      ? ""
      : `${other.label} ${textOf(there, column.unit, words)} ${basisOf(there, column.unit, words)}`;
  return [
    squareTitle(squares, place),
    textOf(cell, column.unit, words),
    basisOf(cell, column.unit, words),
    before.trim(),
  ].filter((line) => line !== "");
};

const isThere = ({ rows }: Squares, { row, column }: Place): boolean =>
  rows[row]?.squares[column] !== undefined;

/** The first square, the one that the Tab key reaches. */
export const firstSquare = (squares: Squares): Place | undefined => {
  const row = squares.rows.findIndex((each) => each.squares.some((square) => square !== undefined));
  const column = squares.rows[row]?.squares.findIndex((square) => square !== undefined) ?? -1;
  return column < 0 ? undefined : { row, column };
};

const steps: Partial<Record<string, Place>> = {
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
};

/** Where a key leads from a square: over gaps to the next one; nothing for other keys and at the edge. */
export const squareAfter = (squares: Squares, from: Place, key: string): Place | undefined => {
  const across = squares.rows[from.row]?.squares ?? [];
  if (key === "Home" || key === "End") {
    const isSquare = (square: Square | undefined): boolean => square !== undefined;
    const column = key === "Home" ? across.findIndex(isSquare) : across.findLastIndex(isSquare);
    return { row: from.row, column };
  }
  const step = steps[key];
  if (step === undefined) return undefined;
  const isInside = ({ row, column }: Place): boolean =>
    row >= 0 && row < squares.rows.length && column >= 0 && column < squares.drawn.length;
  let at = from;
  do at = { row: at.row + step.row, column: at.column + step.column };
  while (isInside(at) && !isThere(squares, at));
  return isInside(at) ? at : undefined;
};

const [leastWidth, mostHead, mostName, padding] = [58, 96, 180, 14];
const nameSize = 14; // the others are smaller

/** Pixels of the first column, of those beside the squares, and of the squares. */
export const squareWidths = (
  { rows, beside, drawn }: Squares,
  corner: string,
): { name: number; beside: number[]; drawn: number[] } => {
  const head = (label: string): number => Math.min(mostHead, textWidth(label));
  const widest = (least: number, texts: string[], size?: number): number =>
    Math.ceil(padding + Math.max(least, ...texts.map((text) => textWidth(text, size))));
  return {
    name: Math.min(
      mostName,
      widest(
        head(corner),
        rows.map(({ name }) => name),
        nameSize,
      ),
    ),
    beside: beside.map(({ label }, at) =>
      widest(
        head(label),
        rows.map((row) => row.beside[at] ?? ""),
      ),
    ),
    drawn: drawn.map(({ label }, at) =>
      Math.max(
        leastWidth,
        widest(
          head(label),
          rows.flatMap(({ squares }) => {
            const square = squares[at];
            return square === undefined ? [] : [square.text, square.moved];
          }),
        ),
      ),
    ),
  };
};

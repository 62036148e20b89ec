// A table, a grid of squares or a line of numbers as a picture to be kept.
import { ink } from "./palette";
import { brokenLines, paintPage, type Brush, type PictureText, type Size } from "./picture-page";

/** The value, and below it in small what it was counted from. */
export type GridCell = {
  lines: string[];
  /** Words stand left, numbers right. */
  words?: boolean;
  /** Of a square: a colour for its ground. */
  ground?: string | undefined;
  soft?: boolean;
};

export type Grid = {
  head: string[];
  rows: GridCell[][];
  /** Below the rows: how many more there are. */
  more?: string | undefined;
  /** Numbers as large as on the page. */
  large?: boolean;
};

type Measure = (text: string, size: number) => number;
type Column = { width: number; head: string[] };
export type GridLayout = Size & { columns: Column[]; headHeight: number; rowHeights: number[] };

const [small, gap, rowGap, widest, widestHead] = [11, 10, 8, 280, 120];
const sizeOf = ({ large = false }: Grid): number => (large ? 24 : 13);
const lineHeight = (size: number): number => Math.round(size * 1.4);

const heightOf = (cell: GridCell, size: number): number =>
  lineHeight(size) + Math.max(0, cell.lines.length - 1) * lineHeight(small);

/** Where everything stands. Pure: `measure` says how wide a text is. */
export const gridLayout = (grid: Grid, measure: Measure): GridLayout => {
  const size = sizeOf(grid);
  const columns = grid.head.map((title, at): Column => {
    const head = brokenLines(title, widestHead, (part) => measure(part, 12));
    const needed = [
      ...head.map((line) => measure(line, 12)),
      ...grid.rows.flatMap((row) =>
        (row[at]?.lines ?? []).map((line, place) => measure(line, place === 0 ? size : small)),
      ),
    ];
    return { head, width: Math.min(widest, Math.ceil(Math.max(20, ...needed))) + 2 * gap };
  });
  const rowHeights = grid.rows.map((row) => Math.max(0, ...row.map((cell) => heightOf(cell, size))) + rowGap);
  const headHeight = Math.max(1, ...columns.map(({ head }) => head.length)) * lineHeight(12) + rowGap;
  const rows = rowHeights.reduce((sum, height) => sum + height, 0);
  return {
    columns,
    headHeight,
    rowHeights,
    width: columns.reduce((sum, { width }) => sum + width, 0),
    height: headHeight + rows + (grid.more === undefined ? 0 : lineHeight(12) + rowGap),
  };
};

/** As much of a text as fits, with an ellipsis for the rest. */
export const clipped = (text: string, width: number, measure: (text: string) => number): string => {
  if (measure(text) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && measure(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("")}…`;
};

const paintCell = (
  brush: Brush,
  cell: GridCell,
  box: Size & { left: number; top: number },
  font: string,
  size: number,
) => {
  if (cell.ground !== undefined) {
    brush.fillStyle = cell.ground;
    brush.fillRect(box.left + 1, box.top + 1, box.width - 2, box.height - 2);
  }
  const left = cell.words === true;
  brush.textAlign = left ? "left" : "right";
  const edge = left ? box.left + gap : box.left + box.width - gap;
  let top = box.top + rowGap / 2;
  cell.lines.forEach((line, at) => {
    const letters = at === 0 ? size : small;
    brush.font = `${letters}px ${font}`;
    brush.fillStyle =
      ink.light[cell.soft === true || (at > 0 && cell.ground === undefined) ? "soft" : "text"];
    const room = box.width - 2 * gap;
    brush.fillText(
      clipped(line, room, (part) => brush.measureText(part).width),
      edge,
      top,
    );
    top += lineHeight(letters);
  });
};

const paintHead = (brush: Brush, grid: Grid, columns: Column[], left: number, top: number, font: string) => {
  brush.font = `12px ${font}`;
  brush.fillStyle = ink.light.soft;
  let edge = left;
  columns.forEach(({ head, width }, at) => {
    const words = grid.rows[0]?.[at]?.words === true;
    brush.textAlign = words ? "left" : "right";
    head.forEach((line, place) =>
      brush.fillText(line, words ? edge + gap : edge + width - gap, top + place * lineHeight(12)),
    );
    edge += width;
  });
};

const rule = (brush: Brush, left: number, top: number, width: number): void => {
  brush.fillStyle = ink.light.line;
  brush.fillRect(left, top, width, 1);
};

/** Hands the grid to the person as a PNG. */
export const paintGrid = (grid: Grid, text: PictureText): void => {
  const layout: { now: GridLayout | undefined } = { now: undefined };
  const sized = (brush: Brush, font: string): Size => {
    layout.now = gridLayout(grid, (part, size) => {
      brush.font = `${size}px ${font}`;
      return brush.measureText(part).width;
    });
    return layout.now;
  };
  paintPage(text, sized, (brush, left, top, font) => {
    if (layout.now === undefined) return;
    const { columns, headHeight, rowHeights, width } = layout.now;
    paintHead(brush, grid, columns, left, top, font);
    let below = top + headHeight;
    grid.rows.forEach((row, at) => {
      rule(brush, left, below, width);
      const height = rowHeights[at] ?? 0;
      let edge = left;
      columns.forEach((column, place) => {
        const cell = row[place];
        if (cell !== undefined)
          paintCell(brush, cell, { left: edge, top: below, width: column.width, height }, font, sizeOf(grid));
        edge += column.width;
      });
      below += height;
    });
    if (grid.more === undefined) return;
    brush.textAlign = "left";
    brush.font = `12px ${font}`;
    brush.fillStyle = ink.light.soft;
    brush.fillText(grid.more, left + gap, below + rowGap / 2);
  });
};

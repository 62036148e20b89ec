// How tiles are arranged: pure, so that a drag, a key and a button do the same.
import type { Dashboard, Tile } from "@/api/types";

export const mostTiles = 24;
export const columns = 3;

/** The tiles with the one at `from` standing at `to`, the others moved up. */
export const moved = (tiles: Tile[], from: number, to: number): Tile[] => {
  const tile = tiles[from];
  if (tile === undefined || from === to || to < 0 || to >= tiles.length) return tiles;
  const rest = tiles.filter((_, at) => at !== from);
  return [...rest.slice(0, to), tile, ...rest.slice(to)];
};

/**
 * Names a tile among the others. One may stand twice: its place among its equals keeps its name the
 * same while it moves.
 */
export const tileKey = (tiles: Tile[], at: number): string => {
  const names = tiles.map(({ view_id, analysis, shown }) => `${view_id ?? analysis ?? ""}/${shown}`);
  const name = names[at] ?? "";
  return `${name}/${names.slice(0, at).filter((other) => other === name).length}`;
};

/** Where the tiles begin in a grid of three columns, as CSS fills it in reading order. */
export const rowsOf = (tiles: Tile[]): { row: number; column: number }[] => {
  const place = { row: 0, column: 0 };
  return tiles.map(({ width }) => {
    if (place.column + width > columns) {
      place.row += 1;
      place.column = 0;
    }
    const at = { row: place.row, column: place.column };
    place.column += width;
    return at;
  });
};

export type Way = "left" | "right" | "up" | "down";

/** Where a tile goes by one step: its neighbour's place, or the nearest one a row above or below. */
export const stepped = (tiles: Tile[], from: number, way: Way): number => {
  if (way === "left") return Math.max(0, from - 1);
  if (way === "right") return Math.min(tiles.length - 1, from + 1);
  const rows = rowsOf(tiles);
  const here = rows[from];
  if (here === undefined) return from;
  const wanted = here.row + (way === "up" ? -1 : 1);
  const nearest = rows
    .map((place, at) => ({ at, far: Math.abs(place.column - here.column), row: place.row }))
    .filter(({ row }) => row === wanted)
    .sort((one, other) => one.far - other.far || one.at - other.at)[0];
  return nearest?.at ?? from;
};

/** 1 → 2 → 3 → 1 columns. */
export const widened = (tiles: Tile[], at: number): Tile[] =>
  tiles.map((tile, place) => (place === at ? { ...tile, width: (tile.width % columns) + 1 } : tile));

export const without = (tiles: Tile[], at: number): Tile[] => tiles.filter((_, place) => place !== at);

/** Tiles in work, and the dashboard as it was when the work began. */
export type Arranging = { base: Dashboard; tiles: Tile[] };

const sameTile = (one: Tile, other: Tile | undefined): boolean =>
  other !== undefined &&
  one.view_id === other.view_id &&
  one.analysis === other.analysis &&
  one.shown === other.shown &&
  one.width === other.width &&
  one.height === other.height;

export const isRearranged = ({ base, tiles }: Arranging): boolean =>
  tiles.length !== base.tiles.length || !tiles.every((tile, at) => sameTile(tile, base.tiles[at]));

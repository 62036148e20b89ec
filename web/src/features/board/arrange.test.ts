import { describe, expect, it } from "vitest";
import type { Dashboard, Tile } from "@/api/types";
import { isRearranged, moved, rowsOf, stepped, tileKey, widened, without } from "./arrange";

const tile = (shown: string, width = 1): Tile => ({
  view_id: null,
  analysis: "deciles",
  shown,
  width,
  height: 1,
});
const words = (tiles: Tile[]): string => tiles.map(({ shown }) => shown).join("");
const four = [tile("a", 2), tile("b"), tile("c"), tile("d", 2)];

describe("an arrangement", () => {
  it("moves a tile to another place, the others keep their order", () => {
    expect(words(moved(four, 0, 2))).toBe("bcad");
    expect(words(moved(four, 3, 0))).toBe("dabc");
  });
  it("keeps the name of every tile while one is moved past another of the same figure", () => {
    const trend = (view_id: number): Tile => ({ ...tile("trend"), view_id, analysis: null });
    const tiles = [trend(1), trend(2), trend(1)];
    const keys = (all: Tile[]): string[] => all.map((_, at) => tileKey(all, at));
    expect(keys(tiles)).toEqual(["1/trend/0", "2/trend/0", "1/trend/1"]);
    expect(keys(moved(tiles, 0, 1))).toEqual(["2/trend/0", "1/trend/0", "1/trend/1"]);
  });
  it("stays as it is for a place that there is not", () => {
    expect(moved(four, 0, 9)).toBe(four);
    expect(moved(four, 7, 0)).toBe(four);
    expect(moved(four, 2, 2)).toBe(four);
  });
  it("breaks into rows of three columns", () => {
    expect(rowsOf(four).map(({ row, column }) => `${row}/${column}`)).toEqual(["0/0", "0/2", "1/0", "1/1"]);
  });
  it("steps sideways to the neighbour and not over the ends", () => {
    expect(stepped(four, 0, "left")).toBe(0);
    expect(stepped(four, 1, "right")).toBe(2);
    expect(stepped(four, 3, "right")).toBe(3);
  });
  it("steps up and down to the nearest tile of that row", () => {
    expect(stepped(four, 0, "down")).toBe(2);
    expect(stepped(four, 1, "down")).toBe(3);
    expect(stepped(four, 3, "up")).toBe(0);
    expect(stepped(four, 0, "up")).toBe(0);
  });
  it("turns through one, two and three columns", () => {
    expect(widened(four, 1)[1]?.width).toBe(2);
    expect(widened([tile("a", 3)], 0)[0]?.width).toBe(1);
  });
  it("lets a tile go", () => {
    expect(words(without(four, 1))).toBe("acd");
  });
  it("is only saved when it is another than before", () => {
    const [created_at, updated_at] = ["2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z"];
    const base: Dashboard = {
      id: 3,
      version: 1,
      name: "朝",
      for_role: null,
      tiles: four,
      created_at,
      updated_at,
    };
    expect(isRearranged({ base, tiles: moved(moved(four, 0, 2), 2, 0) })).toBe(false);
    expect(isRearranged({ base, tiles: widened(four, 1) })).toBe(true);
    expect(isRearranged({ base, tiles: without(four, 3) })).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import { namePlaces } from "./name-places";

const gaps = (places: number[]): number[] => {
  const order = [...places].sort((a, b) => a - b);
  return order.slice(1).map((place, at) => place - (order[at] ?? 0));
};

describe("the names of curves", () => {
  it("stand at the ends of their lines where there is room", () => {
    expect(namePlaces([0.9, 0.2, 0.5], 0.08)).toEqual([0.9, 0.2, 0.5]);
  });
  it("never overprint each other, the highest end on top", () => {
    const places = namePlaces([0.15, 0.16, 0.24, 0.155, 0.11, 0.19], 0.08);
    expect(Math.min(...gaps(places))).toBeGreaterThanOrEqual(0.0799);
    expect(places[2]).toBe(Math.max(...places));
    expect(places[4]).toBe(Math.min(...places));
  });
  it("stay off the axis and inside the picture when many curves end at nothing", () => {
    const places = namePlaces([0, 0, 0, 0, 0, 1], 0.08);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0.0399);
    expect(Math.max(...places)).toBeLessThanOrEqual(1);
    expect(Math.min(...gaps(places))).toBeGreaterThanOrEqual(0.0799);
  });
});

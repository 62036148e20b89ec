import { describe, expect, it } from "vitest";
import { differenceInterval, differenceOf, isSure } from "./difference";

const cell = (value: number | null, low: number | null = null, high: number | null = null) => ({
  text: null,
  value,
  low,
  high,
  n: null,
  immature: false,
  people: null,
});

describe("the difference of two answers", () => {
  it("has Newcombe's interval when both sides have Wilson's", () => {
    // Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10, 56/70 − 48/80.
    const found = differenceInterval(
      { value: 56 / 70, low: 0.6918, high: 0.8769 },
      { value: 48 / 80, low: 0.4904, high: 0.7004 },
    );
    expect(found.low).toBeCloseTo(0.0524, 3);
    expect(found.high).toBeCloseTo(0.3339, 3);
  });
  it("is told without an interval when one side has none", () => {
    const found = differenceOf(cell(120), cell(100, 90, 110));
    expect(found).toEqual({
      value: 20,
      low: undefined,
      high: undefined,
      relative: 0.2,
      immature: false,
      digits: 1,
    });
    expect(found === undefined ? true : isSure(found)).toBeUndefined();
  });
  it("is sure only when its interval leaves out zero", () => {
    expect(isSure({ value: 1, low: 0.2, high: 1.8, relative: 1, immature: false, digits: 1 })).toBe(true);
    expect(isSure({ value: 1, low: -0.2, high: 2.2, relative: 1, immature: false, digits: 1 })).toBe(false);
  });
  it("is not sure while one side of it is immature", () => {
    const [now, before] = [cell(0.2, 0.19, 0.21), { ...cell(0.4, 0.39, 0.41), immature: true }];
    for (const found of [differenceOf(now, before), differenceOf(before, now)]) {
      expect(found?.immature).toBe(true);
      expect(found === undefined ? true : isSure(found)).toBeUndefined();
    }
  });
  it("is written as finely as both its sides", () => {
    expect(differenceOf(cell(0.0031), cell(0.0027))?.digits).toBe(2);
    expect(differenceOf(cell(0.0131), cell(0.0027))?.digits).toBe(1);
  });
  it("is not there when a side has no answer, and has no share of zero", () => {
    expect(differenceOf(cell(null), cell(1))).toBeUndefined();
    expect(differenceOf(cell(5), cell(0))?.relative).toBeUndefined();
  });
});

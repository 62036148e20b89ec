import { describe, expect, it } from "vitest";
import { clipped, gridLayout, type Grid } from "./grid-picture";

// Every letter as wide as it is high.
const square = (text: string, size: number): number => text.length * size;

describe("the picture of a table", () => {
  const grid: Grid = {
    head: ["月", "人"],
    rows: [
      [{ lines: ["2026/11"], words: true }, { lines: ["7", "n = 12"] }],
      [{ lines: ["2026/12"], words: true }, { lines: ["1234567890123456789012345"] }],
    ],
  };
  it("has columns as wide as what stands in them, within bounds", () => {
    const [first, second] = gridLayout(grid, square).columns;
    expect(first?.width).toBe(7 * 13 + 20);
    expect(second?.width).toBe(280 + 20);
  });
  it("gives small lines their room, and says what was cut below the rows", () => {
    const whole = gridLayout(grid, square);
    expect((whole.rowHeights[0] ?? 0) - (whole.rowHeights[1] ?? 0)).toBe(15);
    expect(gridLayout({ ...grid, more: "… 5" }, square).height).toBe(whole.height + 25);
    expect(whole.width).toBe(111 + 300);
  });
  it("cuts what is too long with an ellipsis", () => {
    const measure = (text: string): number => text.length;
    expect(clipped("soap", 4, measure)).toBe("soap");
    expect(clipped("soap and cream", 6, measure)).toBe("soap …");
  });
});

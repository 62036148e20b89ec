import { describe, expect, it } from "vitest";
import { shownNumber, typedNumber } from "./typed-number";

describe("a number being typed", () => {
  it("is read at every key, also behind its point", () => {
    expect(["1", "12", "12.", "12.5", "0.", "0.0", "0.08", "-3"].map(typedNumber)).toEqual([
      1, 12, 12, 12.5, 0, 0, 0.08, -3,
    ]);
    expect(typedNumber("1,200.50")).toBe(1200.5);
    expect(typedNumber(7)).toBe(7);
  });
  it("is nothing while no digit stands", () => {
    expect(["", " ", "-", "."].map(typedNumber)).toEqual([undefined, undefined, undefined, undefined]);
  });
  it("keeps its text while it says the same, and gives way to another value", () => {
    expect(shownNumber("12.", 12)).toBe("12.");
    expect(shownNumber("-", undefined)).toBe("-");
    expect(shownNumber("12.", 7)).toBe(7);
    expect(shownNumber(5, undefined)).toBe("");
  });
});

import { describe, expect, it } from "vitest";
import { chosenNumber, shownNumber } from "./chosen-number";

describe("a number chosen for an analysis", () => {
  const days = { value: "60", min: 30, max: 365 };
  it("is what was typed, so that 90 can begin with a 9", () => {
    expect(chosenNumber(90, days)).toBe(90);
    expect(chosenNumber("1,0", days)).toBe(30);
  });
  it("stays within its ends", () => {
    expect(chosenNumber(9, days)).toBe(30);
    expect(chosenNumber("9000", days)).toBe(365);
  });
  it("is as before when the field is left empty", () => {
    expect(chosenNumber("", days)).toBe(60);
    expect(chosenNumber("-", days)).toBe(60);
  });
  it("is none until one is entered where none is given", () => {
    expect(chosenNumber("", { ...days, value: "" })).toBe("");
    expect(chosenNumber(90, { ...days, value: "" })).toBe(90);
    expect(shownNumber("")).toBe("");
    expect(shownNumber("0")).toBe(0);
  });
});

import type { ReportChoice } from "@/api/types";
import { typedNumber } from "@/ui/typed-number";

/** What a field shows: nothing before a number is entered where none is given. */
export const shownNumber = (value: string): number | "" => (value === "" ? "" : Number(value));

/** The whole number that a field is left with: within its ends; as it was when none stands there. */
export const chosenNumber = (
  typed: number | string,
  { value, min, max }: Pick<ReportChoice, "value" | "min" | "max">,
): number | "" => {
  const given = typedNumber(typed);
  return given === undefined ? shownNumber(value) : Math.min(max, Math.max(min, Math.round(given)));
};

/**
 * What a number field holds: a number, or the text of one while it is typed ("12.", "0.", "-"). The
 * field keeps that text, so that no key is lost; this reads it. Nothing while it is no number yet.
 */
export const typedNumber = (typed: number | string): number | undefined => {
  if (typeof typed === "number") return typed;
  const value = typed.trim() === "" ? Number.NaN : Number(typed.replaceAll(",", ""));
  return Number.isFinite(value) ? value : undefined;
};

/** What the field shows: her own text as long as it reads as the value, else the value. */
export const shownNumber = (typed: number | string, value: number | undefined): number | string =>
  typedNumber(typed) === value ? typed : (value ?? "");

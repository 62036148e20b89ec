// How a Report's cells are written: by the unit of their column, in the shop's language and currency.
import type { ReportCell } from "@/api/types";
import type { Translate } from "@/i18n";
import { format, type format as Formats } from "@/ui";
import { isTime } from "./columns";
import type { Difference } from "./difference";
import { isSmallShare } from "./small-share";

export type Words = { t: Translate; places: Formats.Places };

const grouped = (value: number, digits: number): string => format.decimal(value, 0, digits);

const share = (value: number): string => format.percent(value, value !== 0 && isSmallShare(value) ? 2 : 1);

const signed = (value: number, written: (size: number) => string): string => {
  const text = written(Math.abs(value));
  if (!/[1-9]/.test(text)) return `±${text}`;
  return `${value < 0 ? "−" : "+"}${text}`;
};

const fixed = (value: number, digits: number): string => format.decimal(value, digits, digits);

const number = (value: number): string => {
  const size = Math.abs(value);
  if (Number.isInteger(value)) return grouped(value, 0);
  if (size < 0.0005) return value < 0 ? "> −0.001" : "< 0.001";
  return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.0095 ? 2 : 3);
};

const { isoDay, isoMonth } = format;

const delivery = (value: number, { t }: Words): string =>
  t("common.nth", { n: Number.isInteger(value) ? value : grouped(value, 1) });

const points = (value: number, digits = 1): string => `${fixed(value * 100, digits)} pt`;

const minus = (text: string): string => text.replace(/^-/, "−");

/** A value of a unit in full, as tables and headlines show it. */
export const written = (value: number, unit: string, words: Words): string =>
  minus(inFull(value, unit, words));

const inFull = (value: number, unit: string, words: Words): string => {
  switch (unit) {
    case "count":
      return format.count(Math.round(value));
    case "share":
      return share(value);
    case "points":
      return signed(value, (size) => points(size));
    case "money":
      return format.money(Math.round(value), words.places);
    case "days":
      return words.t("insight.unit.days", { n: grouped(value, Math.abs(value) < 10 ? 1 : 0) });
    case "day":
      return format.day(isoDay(value), words.places.locale);
    case "month":
      return format.month(isoMonth(value), words.places.locale);
    case "delivery":
      return delivery(value, words);
    default:
      return number(value);
  }
};

/** The same as short as an axis and a square of a grid want it. */
export const short = (value: number, unit: string, words: Words): string => {
  switch (unit) {
    case "share":
      return format.percent(value, Number.isInteger(Math.round(value * 10_000) / 100) ? 0 : 1);
    case "points":
      return value === 0 ? "0 pt" : signed(value, (size) => `${grouped(size * 100, 2)} pt`);
    case "money":
      return minus(format.shortMoney(Math.round(value), words.places));
    case "day":
      return format.shortDay(isoDay(value), words.places.locale, isoDay(value)).replace(/\(.*\)$/, "");
    case "month":
      return format.shortMonth(isoMonth(value));
    default:
      return written(value, unit, words);
  }
};

/** A change of a value: shares change by points, all else by its own unit, always with its sign. */
export const change = (value: number, unit: string, words: Words, digits = 1): string =>
  unit === "share" || unit === "points"
    ? signed(value, (size) => points(size, digits))
    : signed(value, (size) => written(size, unit, words));

/** The same as short as a label wants it. */
export const shortChange = (value: number, unit: string, words: Words): string =>
  signed(value, (size) => short(size, unit, words));

/** A change beside the value it started from: "+12.3 %". */
export const relativeChange = (value: number): string => signed(value, (size) => format.percent(size));

// As many decimals as the share itself is written with: 0.27 % (0.21–0.35 %).
const shareInterval = (low: number, high: number, value: number): string => {
  const digits = value !== 0 && isSmallShare(value) ? 2 : 1;
  return `${(low * 100).toFixed(digits)}–${(high * 100).toFixed(digits)} %`;
};

/** "60.9–62.7 %"; nothing without an interval. */
export const intervalOf = (cell: ReportCell, unit: string, words: Words): string | undefined => {
  if (cell.low === null || cell.high === null) return undefined;
  if (unit === "share") return shareInterval(cell.low, cell.high, cell.value ?? 0);
  const ends = [written(cell.low, unit, words), written(cell.high, unit, words)];
  return ends.join(cell.low < 0 || unit === "points" ? " – " : "–");
};

export const textOf = (cell: ReportCell | undefined, unit: string, words: Words): string => {
  if (cell === undefined) return format.dash;
  if (cell.text !== null) return cell.text === "" ? format.dash : cell.text;
  return cell.value === null ? format.dash : written(cell.value, unit, words);
};

export const shortTextOf = (cell: ReportCell | undefined, unit: string, words: Words): string =>
  cell?.text === null && cell.value !== null && unit !== "points"
    ? short(cell.value, unit, words)
    : textOf(cell, unit, words);

/** As a bar or a square says it: all with the same decimals, money in full. */
export const labelOf = (cell: ReportCell | undefined, unit: string, words: Words): string =>
  (unit === "money" || unit === "share" ? textOf : shortTextOf)(cell, unit, words);

/** From what a cell was counted: its interval and its n, what there is of them; and that it is immature. */
export const basisParts = (cell: ReportCell, unit: string, words: Words): string[] =>
  [
    intervalOf(cell, unit, words),
    cell.n === null ? undefined : `n = ${format.count(cell.n)}`,
    cell.immature && cell.value !== null && !isTime(unit) ? words.t("insight.immature") : undefined,
  ].filter((part) => part !== undefined);

/** A difference of two cells, and that it is none to rely on when one of them is immature. */
export const differenceText = (found: Difference, unit: string, words: Words): string =>
  `${change(found.value, unit, words, found.digits)}${found.immature ? ` ${words.t("insight.reference")}` : ""}`;

/** "60.9–62.7 %, n = 840". */
export const basisOf = (cell: ReportCell, unit: string, words: Words): string =>
  basisParts(cell, unit, words).join(", ");

/** A cell as it is read aloud: with what it was counted from. */
export const saidOf = (cell: ReportCell | undefined, unit: string, words: Words): string => {
  const text = textOf(cell, unit, words);
  const basis = cell === undefined ? "" : basisOf(cell, unit, words);
  return basis === "" ? text : `${text} (${basis})`;
};

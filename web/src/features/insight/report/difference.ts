// How much two answers differ, and how surely.
import type { ReportCell } from "@/api/types";
import { isSmallShare } from "./small-share";

export type Difference = {
  value: number;
  low: number | undefined;
  high: number | undefined;
  /** Of the value compared with; nothing when that is zero. */
  relative: number | undefined;
  /** One side of it is immature: then it is sure of nothing. */
  immature: boolean;
  /** Decimals of a difference of shares: as many as both sides are written with. */
  digits: 1 | 2;
};

type Interval = { value: number; low: number; high: number };

/**
 * The interval of a difference from the intervals of both sides (MOVER): Zou & Donner,
 * "Construction of confidence limits about effect measures: a general approach",
 * Statistics in Medicine 27 (2008), 1693–1702, equation 2.
 */
export const differenceInterval = (one: Interval, other: Interval): { low: number; high: number } => {
  const value = one.value - other.value;
  return {
    low: value - Math.hypot(one.value - one.low, other.high - other.value),
    high: value + Math.hypot(one.high - one.value, other.value - other.low),
  };
};

const intervalOf = (cell: ReportCell): Interval | undefined =>
  cell.value === null || cell.low === null || cell.high === null
    ? undefined
    : { value: cell.value, low: cell.low, high: cell.high };

export const differenceOf = (one: ReportCell, other: ReportCell): Difference | undefined => {
  if (one.value === null || other.value === null) return undefined;
  const [here, there] = [intervalOf(one), intervalOf(other)];
  const ends = here === undefined || there === undefined ? undefined : differenceInterval(here, there);
  const value = one.value - other.value;
  return {
    value,
    low: ends?.low,
    high: ends?.high,
    relative: other.value === 0 ? undefined : value / Math.abs(other.value),
    immature: one.immature || other.immature,
    digits: isSmallShare(one.value) && isSmallShare(other.value) ? 2 : 1,
  };
};

/** Whether the interval leaves out "no difference"; nothing without one, and of what is immature. */
export const isSure = ({ low, high, immature }: Difference): boolean | undefined =>
  immature || low === undefined || high === undefined ? undefined : low > 0 || high < 0;

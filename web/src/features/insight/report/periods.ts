// The days of the quick periods, and the period that another is compared with.
import type { QuickPeriod } from "@/domain/analysis-view";

export type Days = { from?: string; to?: string };

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);
const iso = (date: Date): string => date.toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
};

/** The same day of another month; the last of it when it is shorter. */
export const addMonths = (day: string, months: number): string => {
  const date = utc(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return iso(date);
};

const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;
const endsMonth = (day: string): boolean => addDays(day, 1).endsWith("-01");

// Japanese shops close their books in March.
const fiscalStart = (today: string): string => {
  const year = Number(today.slice(0, 4)) - (today.slice(5) < "04-01" ? 1 : 0);
  return `${year}-04-01`;
};

/** What a quick period means today. */
export const daysOfPeriod = (period: QuickPeriod, today: string): Days => {
  const year = Number(today.slice(0, 4));
  switch (period) {
    case "month":
      return { from: firstOfMonth(today), to: today };
    case "lastMonth":
      return { from: addMonths(firstOfMonth(today), -1), to: addDays(firstOfMonth(today), -1) };
    case "days30":
      return { from: addDays(today, -29), to: today };
    case "days90":
      return { from: addDays(today, -89), to: today };
    case "months12":
      return { from: addDays(addMonths(today, -12), 1), to: today };
    case "wholeMonths12":
      return { from: addMonths(firstOfMonth(today), -12), to: addDays(firstOfMonth(today), -1) };
    case "year":
      return { from: `${year}-01-01`, to: today };
    case "lastYear":
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
    case "fiscal":
      return { from: fiscalStart(today), to: today };
  }
};

/** How far an earlier period lies back. */
export type Back = { months: number; days: number };

const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

/**
 * Whole months are followed back by whole months, a month that has only begun by a month, anything else
 * by as many days.
 */
export const lengthOf = (from: string, to: string): Back => {
  const next = addDays(to, 1);
  if (next.slice(8) === from.slice(8)) return { months: monthsBetween(from, next), days: 0 };
  if (from === firstOfMonth(to)) return { months: 1, days: 0 };
  return { months: 0, days: Math.round((utc(next).getTime() - utc(from).getTime()) / 86_400_000) };
};

export const movedBack = (day: string, back: Back): string => {
  const moved = addMonths(addDays(day, -back.days), -back.months);
  return back.months > 0 && endsMonth(day) ? lastOfMonth(moved) : moved;
};

const lastOfMonth = (day: string): string => addDays(addMonths(firstOfMonth(day), 1), -1);

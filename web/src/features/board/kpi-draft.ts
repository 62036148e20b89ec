// What the dialog of a KPI holds, and the KPI that it means.
import type { Kpi, KpiDraft } from "@/api/types";
import { emptyQuery } from "./query";

/** Numbers as they are typed; a share in percent, money in the major unit. */
export type Typed = {
  name: string;
  analysis: string;
  headline: string;
  target: number | string;
  baseline: number | string;
  alertAt: number | string;
  from: string;
  to: string;
  owner: number;
  segment: number | null;
};

const quarterDays = 90;

const quarterAfter = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + quarterDays);
  return date.toISOString().slice(0, 10);
};

export const blank = (today: string, owner: number): Typed => ({
  name: "",
  analysis: "",
  headline: "",
  target: "",
  baseline: "",
  alertAt: "",
  from: today,
  to: quarterAfter(today),
  owner,
  segment: null,
});

/** How much of a stored value one typed is. */
export const scaleOf = (unit: string | undefined, exponent: number): number =>
  unit === "share" || unit === "points" ? 0.01 : unit === "money" ? 10 ** exponent : 1;

// 0.07 is 7 of 0.01, not 7.000000000000001.
const typed = (value: number, scale: number): number => Number((value / scale).toPrecision(12));

export const typedOf = (kpi: Kpi, scale: number): Typed => ({
  name: kpi.name,
  analysis: kpi.analysis,
  headline: kpi.headline,
  target: typed(kpi.target, scale),
  baseline: typed(kpi.baseline, scale),
  alertAt: kpi.alert_at === null ? "" : typed(kpi.alert_at, scale),
  from: kpi.from_on,
  to: kpi.to_on,
  owner: kpi.owner,
  segment: kpi.query.segment ?? null,
});

/** Nothing while something is missing. What else `kept` asks stays as it is. */
export const draftOf = (
  given: Typed,
  scale: number,
  read: (value: number | string) => number | undefined,
  kept: Kpi | undefined,
): KpiDraft | undefined => {
  const [target, baseline, alertAt] = [read(given.target), read(given.baseline), read(given.alertAt)];
  if (given.name.trim() === "" || given.analysis === "" || given.headline === "") return undefined;
  if (target === undefined || baseline === undefined) return undefined;
  const query = kept !== undefined && kept.analysis === given.analysis ? kept.query : emptyQuery;
  return {
    name: given.name,
    analysis: given.analysis,
    headline: given.headline,
    target: target * scale,
    baseline: baseline * scale,
    direction: target > baseline ? "higher" : "lower",
    from_on: given.from,
    to_on: given.to,
    alert_at: alertAt === undefined ? null : alertAt * scale,
    query: { ...query, segment: given.segment },
    owner: given.owner,
  };
};

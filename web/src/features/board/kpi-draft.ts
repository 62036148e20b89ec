// What the dialog of a KPI holds, and the KPI that it means.
import type { Kpi, KpiDraft, SavedQuery } from "@/api/types";
import type { AnalysisView } from "@/domain/analysis-view";
import { queryOf, undated } from "./query";

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
  /** Whom it counts, and the choices of its analysis. */
  query: SavedQuery;
};

/** The report that a KPI is made from. */
export type Origin = { analysis: string; view: AnalysisView };

const quarterDays = 90;

const quarterAfter = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + quarterDays);
  return date.toISOString().slice(0, 10);
};

export const blank = (today: string, owner: number, origin?: Origin): Typed => ({
  name: "",
  analysis: origin?.analysis ?? "",
  headline: "",
  target: "",
  baseline: "",
  alertAt: "",
  from: today,
  to: quarterAfter(today),
  owner,
  query: undated(queryOf(origin?.view ?? {})),
});

/** Of another analysis: the choices were those of the one before. */
export const ofAnalysis = (typed: Typed, analysis: string): Typed => ({
  ...typed,
  analysis,
  headline: "",
  query: { ...typed.query, choices: [] },
});

/** How much of a stored value one typed is. */
export const scaleOf = (unit: string | undefined, exponent: number): number =>
  unit === "share" || unit === "points" ? 0.01 : unit === "money" ? 10 ** exponent : 1;

// 0.07 is 7 of 0.01, not 7.000000000000001.
const typed = (value: number, scale: number): number => Number((value / scale).toPrecision(12));

/** Of a KPI and the unit of its value, without which its numbers cannot be read. */
export const typedOf = ({ kpi, unit }: { kpi: Kpi; unit: string }, exponent: number): Typed => {
  const scale = scaleOf(unit, exponent);
  return {
    name: kpi.name,
    analysis: kpi.analysis,
    headline: kpi.headline,
    target: typed(kpi.target, scale),
    baseline: typed(kpi.baseline, scale),
    alertAt: kpi.alert_at === null ? "" : typed(kpi.alert_at, scale),
    from: kpi.from_on,
    to: kpi.to_on,
    owner: kpi.owner,
    query: kpi.query,
  };
};

/** Nothing while something is missing. */
export const draftOf = (
  given: Typed,
  scale: number,
  read: (value: number | string) => number | undefined,
): KpiDraft | undefined => {
  const [target, baseline, alertAt] = [read(given.target), read(given.baseline), read(given.alertAt)];
  if (given.name.trim() === "" || given.analysis === "" || given.headline === "") return undefined;
  if (target === undefined || baseline === undefined) return undefined;
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
    query: given.query,
    owner: given.owner,
  };
};

import type { Retention } from "@/api/types";
import { format, ink, series, type Scheme } from "@/ui";
import { tipIndex, tipOf, tipStyle, type ChartOption, type ChartTable } from "@/ui/chart-tip";

type Curve = Retention["curves"][number];
export type CurveWords = { nth: (n: number) => string; delivery: string };

const mostCurves = 6;
const mostDeliveries = 12;

// What a picture can carry: few lines, and the deliveries where most of them still have people.
const drawn = (curves: Curve[]): Curve[] =>
  curves.slice(0, mostCurves).map((curve) => ({ ...curve, points: curve.points.slice(0, mostDeliveries) }));

const last = (curves: Curve[]): number => Math.max(1, ...curves.map((curve) => curve.points.length));

// The interval is drawn as an invisible line at its low end and a stacked area up to its high end.
const band = (curve: Curve, colour: string) => {
  const plain = {
    type: "line" as const,
    symbol: "none",
    stack: `band-${curve.key}`,
    silent: true,
    lineStyle: { opacity: 0 },
  };
  return [
    { ...plain, data: curve.points.map((point) => point.low) },
    {
      ...plain,
      data: curve.points.map((point) => point.high - point.low),
      areaStyle: { color: colour, opacity: 0.14 },
    },
  ];
};

const firstImmature = (curve: Curve): number => {
  const at = curve.points.findIndex((point) => point.immature);
  return at < 0 ? curve.points.length : at;
};

const line = (curve: Curve, colour: string) => {
  const turn = firstImmature(curve);
  const value = (from: number, to: number) =>
    curve.points.map((point, at) => (at >= from && at <= to ? point.survival : "-"));
  const shared = {
    type: "line" as const,
    labelLayout: { moveOverlap: "shiftY" as const },
    symbol: "circle",
    symbolSize: 5,
    itemStyle: { color: colour },
  };
  const named = {
    show: true,
    color: colour,
    fontSize: 12,
    distance: 8,
    formatter: () => curve.label,
  };
  const solid = {
    ...shared,
    name: curve.label,
    data: value(0, turn - 1),
    lineStyle: { color: colour, width: 2 },
  };
  if (turn >= curve.points.length) return [{ ...solid, endLabel: named }];
  const dashed = {
    ...shared,
    name: curve.label,
    data: value(turn - 1, curve.points.length),
    endLabel: named,
  };
  return [solid, { ...dashed, lineStyle: { color: colour, width: 2, type: "dashed" as const } }];
};

const sentence = (curve: Curve, at: number): string[] => {
  const point = curve.points[at];
  if (point === undefined) return [];
  const share = `${format.percent(point.survival)} (${format.interval(point.low, point.high)})`;
  return [`${curve.label} ${share} n = ${format.count(point.at_risk)}`];
};

/** Survival by delivery number: a line per curve, its interval as a band, the immature part dashed. */
export const retentionOption =
  (all: Curve[], words: CurveWords) =>
  (scheme: Scheme): ChartOption => {
    const curves = drawn(all);
    const colours = ink[scheme];
    const labels = { fontSize: 11, color: colours.soft };
    const length = last(curves);
    const colourOf = (at: number): string => series[scheme][at % series[scheme].length] ?? colours.text;
    return {
      grid: { left: 48, right: 168, top: 16, bottom: 28 },
      tooltip: {
        trigger: "axis",
        ...tipStyle(scheme),
        formatter: (points: unknown) => {
          const at = tipIndex(points);
          return tipOf([words.nth(at + 1), ...curves.flatMap((curve) => sentence(curve, at))]);
        },
      },
      xAxis: {
        type: "category",
        boundaryGap: false,
        data: Array.from({ length }, (_, at) => words.nth(at + 1)),
        axisLine: { lineStyle: { color: colours.line } },
        axisTick: { show: false },
        axisLabel: labels,
      },
      yAxis: {
        type: "value",
        min: 0,
        max: 1,
        axisLabel: { ...labels, formatter: (value: number) => format.percent(value, 0) },
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: curves.flatMap((curve, at) => [...band(curve, colourOf(at)), ...line(curve, colourOf(at))]),
    };
  };

/** The drawn curve whose point lies nearest to a height of the picture; the first without one. */
export const nearestCurve = <Drawn extends Curve>(
  all: Drawn[],
  index: number,
  height: number | undefined,
): Drawn | undefined => {
  const there = all.slice(0, mostCurves).filter((curve) => (curve.points[index]?.at_risk ?? 0) > 0);
  if (height === undefined) return there[0];
  const away = (curve: Drawn): number => Math.abs((curve.points[index]?.survival ?? 0) - height);
  return there.reduce<Drawn | undefined>(
    (best, curve) => (best === undefined || away(curve) < away(best) ? curve : best),
    undefined,
  );
};

export const retentionTable = (all: Curve[], words: CurveWords): ChartTable => {
  const curves = drawn(all);
  return {
    head: [words.delivery, ...curves.map((curve) => curve.label)],
    rows: Array.from({ length: last(curves) }, (_, at) => [
      words.nth(at + 1),
      ...curves.map((curve) => {
        const point = curve.points[at];
        return point === undefined
          ? format.dash
          : `${format.percent(point.survival)} (${format.interval(point.low, point.high)})`;
      }),
    ]),
  };
};

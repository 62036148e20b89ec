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

/**
 * Where names stand beside the ends of lines, as shares of the picture's height: near their own
 * ends, never nearer to each other than `gap`, never below the axis.
 */
export const namePlaces = (ends: number[], gap: number): number[] => {
  const order = ends.map((_, at) => at).sort((a, b) => (ends[b] ?? 0) - (ends[a] ?? 0));
  const places = [...ends];
  let ceiling = 1 + gap;
  for (const at of order) {
    ceiling = Math.min(places[at] ?? 0, ceiling - gap);
    places[at] = ceiling;
  }
  let floor = -gap / 2;
  for (const at of order.reverse()) {
    floor = Math.max(places[at] ?? 0, floor + gap);
    places[at] = floor;
  }
  return places;
};

// A curve's name stands right of the picture, however early the curve ends.
const nameOf = (curve: Curve, colour: string, length: number, place: number) => ({
  type: "line" as const,
  silent: true,
  symbol: "circle",
  symbolSize: 0.1,
  data: Array.from({ length }, (_, at) => (at === length - 1 ? place : "-")),
  label: {
    show: true,
    position: "right" as const,
    distance: 12,
    color: colour,
    fontSize: 12,
    formatter: () => curve.label,
  },
});

const line = (curve: Curve, colour: string) => {
  const turn = firstImmature(curve);
  const value = (from: number, to: number) =>
    curve.points.map((point, at) => (at >= from && at <= to ? point.survival : "-"));
  const shared = {
    type: "line" as const,
    symbol: "circle",
    symbolSize: 5,
    itemStyle: { color: colour },
  };
  const solid = {
    ...shared,
    name: curve.label,
    data: value(0, turn - 1),
    lineStyle: { color: colour, width: 2 },
  };
  if (turn >= curve.points.length) return [solid];
  const dashed = {
    ...shared,
    name: curve.label,
    data: value(turn - 1, curve.points.length),
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
  (all: Curve[], words: CurveWords, height: number) =>
  (scheme: Scheme): ChartOption => {
    const curves = drawn(all);
    const colours = ink[scheme];
    const labels = { fontSize: 11, color: colours.soft };
    const length = last(curves);
    const [top, bottom, lineHeight] = [16, 30, 18];
    const places = namePlaces(
      curves.map((curve) => curve.points.at(-1)?.survival ?? 0),
      lineHeight / (height - top - bottom),
    );
    const colourOf = (at: number): string => series[scheme][at % series[scheme].length] ?? colours.text;
    return {
      grid: { left: 48, right: 168, top, bottom },
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
        axisLabel: { ...labels, margin: 12 },
      },
      yAxis: {
        type: "value",
        min: 0,
        max: 1,
        axisLabel: { ...labels, formatter: (value: number) => format.percent(value, 0) },
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: curves.flatMap((curve, at) => [
        ...band(curve, colourOf(at)),
        ...line(curve, colourOf(at)),
        nameOf(curve, colourOf(at), length, places[at] ?? 0),
      ]),
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

import type { Home } from "@/api/types";
import { format, ink, series, type Scheme } from "@/ui";
import { tipIndex, tipOf, tipStyle, type ChartOption, type ChartTable } from "@/ui/chart-tip";

export type TrendWords = { month: string; started: string; cancelled: string; active: string };

/** The month of a day, unless the day is its last: it is drawn pale, for it goes on. */
export const unfinishedMonth = (day: string): string | undefined => {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString();
  return next.slice(0, 7) === day.slice(0, 7) ? day.slice(0, 7) : undefined;
};

/** Started above the line, cancelled below it: what the eye compares is the difference. */
export const trendOption =
  (trend: Home["trend"], words: TrendWords, asOf: string) =>
  (scheme: Scheme): ChartOption => {
    const [blue = "", vermillion = ""] = series[scheme];
    const colours = ink[scheme];
    const unfinished = trend.findIndex(({ month }) => month === unfinishedMonth(asOf));
    const labels = { fontSize: 11, color: colours.soft };
    return {
      grid: { left: 44, right: 60, top: 12, bottom: 24 },
      tooltip: {
        trigger: "axis",
        ...tipStyle(scheme),
        formatter: (points: unknown) => {
          const row = trend[tipIndex(points)];
          if (row === undefined) return tipOf([]);
          return tipOf([
            row.month,
            `${words.started} ${format.count(row.started)}`,
            `${words.cancelled} ${format.count(row.cancelled)}`,
            `${words.active} ${format.count(row.active)}`,
          ]);
        },
      },
      xAxis: {
        type: "category",
        data: trend.map((row) => format.shortMonth(row.month)),
        axisLine: { lineStyle: { color: colours.line } },
        axisTick: { show: false },
        axisLabel: { ...labels, interval: 1 },
      },
      yAxis: {
        type: "value",
        splitNumber: 4,
        axisLabel: { ...labels, formatter: (value: number) => format.count(Math.abs(value)) },
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: [
        barSeries(
          words.started,
          trend.map((row) => row.started),
          { color: blue, shift: -8, unfinished },
        ),
        barSeries(
          words.cancelled,
          trend.map((row) => -row.cancelled),
          { color: vermillion, shift: 8, unfinished },
        ),
      ],
    };
  };

type Look = { color: string; shift: number; unfinished: number };

const barSeries = (name: string, data: number[], { color, shift, unfinished }: Look) => ({
  type: "bar" as const,
  name,
  data: data.map((value, at) => ({ value, itemStyle: { color, opacity: at === unfinished ? 0.4 : 1 } })),
  stack: "flow",
  barWidth: "56%",
  itemStyle: { color },
  // The last bar carries the name of its series: no legend to look up. Names are shifted apart, for
  // at the beginning of a month both bars are next to nothing.
  label: {
    show: true,
    position: "right" as const,
    distance: 8,
    offset: [0, shift],
    color,
    opacity: 1,
    fontSize: 12,
    formatter: (point: { dataIndex: number }) => (point.dataIndex === data.length - 1 ? name : ""),
  },
});

export const trendTable = (trend: Home["trend"], words: TrendWords): ChartTable => ({
  head: [words.month, words.started, words.cancelled, words.active],
  rows: trend.length,
  row: (at) => {
    const row = trend[at];
    if (row === undefined) return [];
    return [row.month, format.count(row.started), format.count(row.cancelled), format.count(row.active)];
  },
});

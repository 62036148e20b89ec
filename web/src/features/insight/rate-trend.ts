import type { Cancellations } from "@/api/types";
import { format, ink, series, type Scheme } from "@/ui";
import { tipIndex, tipOf, tipStyle, type ChartOption, type ChartTable } from "@/ui/chart-tip";

type Trend = Cancellations["trend"];
export type TrendWords = { month: string; rate: string };

/** A rate month by month with the band of its interval. */
export const rateTrendOption =
  (trend: Trend, words: TrendWords) =>
  (scheme: Scheme): ChartOption => {
    const colour = series[scheme][1] ?? ink[scheme].text;
    const labels = { fontSize: 11, color: ink[scheme].soft };
    const hidden = {
      type: "line" as const,
      symbol: "none",
      stack: "band",
      silent: true,
      lineStyle: { opacity: 0 },
    };
    return {
      grid: { left: 48, right: 16, top: 12, bottom: 24 },
      tooltip: {
        trigger: "axis",
        ...tipStyle(scheme),
        formatter: (points: unknown) => {
          const row = trend[tipIndex(points)];
          if (row === undefined) return tipOf([]);
          const { rate } = row;
          return tipOf([
            row.month,
            `${words.rate} ${format.percent(rate.value)}`,
            `${format.interval(rate.low, rate.high)}, n = ${format.count(rate.n)}`,
          ]);
        },
      },
      xAxis: {
        type: "category",
        data: trend.map((row) => format.shortMonth(row.month)),
        axisLine: { lineStyle: { color: ink[scheme].line } },
        axisTick: { show: false },
        axisLabel: labels,
      },
      yAxis: {
        type: "value",
        min: 0,
        axisLabel: { ...labels, formatter: (value: number) => format.percent(value) },
        splitLine: { lineStyle: { color: ink[scheme].line } },
      },
      series: [
        { ...hidden, data: trend.map((row) => row.rate.low) },
        {
          ...hidden,
          data: trend.map((row) => (row.rate.high ?? 0) - (row.rate.low ?? 0)),
          areaStyle: { color: colour, opacity: 0.14 },
        },
        {
          type: "line",
          data: trend.map((row) => row.rate.value),
          symbol: "circle",
          symbolSize: 5,
          itemStyle: { color: colour },
          lineStyle: { color: colour, width: 2 },
        },
      ],
    };
  };

export const rateTrendTable = (trend: Trend, words: TrendWords): ChartTable => ({
  head: [words.month, words.rate, "95 %", "n"],
  rows: trend.map((row) => [
    row.month,
    format.percent(row.rate.value),
    format.interval(row.rate.low, row.rate.high),
    format.count(row.rate.n),
  ]),
});

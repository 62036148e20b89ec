// What a chart is made of, without the painter: pages build options before the chart's code arrives.
import type {
  BarSeriesOption,
  LineSeriesOption,
  SankeySeriesOption,
  ScatterSeriesOption,
} from "echarts/charts";
import type {
  GridComponentOption,
  LegendComponentOption,
  MarkAreaComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from "echarts/components";
import type { ComposeOption } from "echarts/core";
import { ink, type Scheme } from "./palette";

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | SankeySeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | MarkAreaComponentOption
  | MarkLineComponentOption
  | TooltipComponentOption
>;

/**
 * The same figures as a table: first column the x value, one further column per series. A row is
 * written when it is asked for.
 */
export type ChartTable = {
  head: string[];
  rows: number;
  row: (at: number) => string[];
  /** Of a row the series that open something, in the order in which the keys reach them. */
  opens?: (row: number) => { series: string; label: string }[];
};

// The tooltip is built of elements: markup with style attributes would be refused by the policy.
export const tipOf = (lines: string[]): HTMLElement => {
  const box = document.createElement("div");
  box.className = "chart-tip";
  for (const line of lines) {
    const row = document.createElement("div");
    row.textContent = line;
    box.append(row);
  }
  return box;
};

export const tipStyle = (scheme: Scheme): TooltipComponentOption => ({
  backgroundColor: ink[scheme].panel,
  borderColor: ink[scheme].line,
  textStyle: { color: ink[scheme].text, fontSize: 12 },
  extraCssText: "box-shadow: none; border-radius: 6px;",
  axisPointer: { type: "line", lineStyle: { color: ink[scheme].soft, type: "dotted" } },
});

/** The data index a tooltip's formatter was called for. */
export const tipIndex = (points: unknown): number => {
  const point: unknown = Array.isArray(points) ? points[0] : points;
  return typeof point === "object" &&
    point !== null &&
    "dataIndex" in point &&
    typeof point.dataIndex === "number"
    ? point.dataIndex
    : 0;
};

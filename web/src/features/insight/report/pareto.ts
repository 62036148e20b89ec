// Bars in falling order and the line of their sum.
import type { Scheme } from "@/ui";
import type { ChartOption } from "@/ui/chart-tip";
import { cellAt, drawnColumns, valueAt } from "./columns";
import {
  axisTip,
  colourOf,
  legend,
  namedAxis,
  namesHeight,
  niceExtent,
  rowNames,
  valueAxis,
  widthOf,
  type Drawing,
  type Picture,
} from "./drawing";

const mostBars = 20;

/** The running sum of values as shares of the sum of all; nothing when that is not above zero. */
export const runningShares = (values: number[]): number[] => {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total <= 0) return [];
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum / total;
  });
};

export const paretoPicture = (drawing: Drawing): Picture => {
  const { figure, words } = drawing;
  const [column] = drawnColumns(figure);
  const valueOf = (at: number): number =>
    column === undefined ? 0 : (valueAt(figure.rows[at], column) ?? 0);
  const order = figure.rows.map((_, at) => at).sort((a, b) => valueOf(b) - valueOf(a));
  const shares = runningShares(order.map(valueOf));
  const rows = order.slice(0, mostBars);
  const names = rowNames(drawing, rows);
  const width = widthOf(drawing);
  const bars = column?.label ?? "";
  const sum = words.t("insight.runningShare");
  return {
    rows,
    lying: false,
    height: 250 + namesHeight(names, width),
    option: (scheme: Scheme): ChartOption => ({
      legend: legend(scheme, [bars, sum]),
      grid: { left: 72, right: 52, top: 34, bottom: namesHeight(names, width) },
      tooltip: axisTip(scheme, drawing, rows),
      xAxis: namedAxis(scheme, names, width),
      yAxis: [
        valueAxis(scheme, column?.unit ?? "count", words, niceExtent(rows.map(valueOf))),
        {
          ...valueAxis(scheme, "share", words, { min: 0, max: 1, interval: 0.25 }),
          splitLine: { show: false },
        },
      ],
      series: [
        {
          type: "bar",
          id: column?.key ?? "",
          name: bars,
          itemStyle: { color: colourOf(scheme, 0) },
          barMaxWidth: 48,
          data: rows.map((at) => ({
            value: valueOf(at),
            itemStyle: {
              color: colourOf(scheme, 0),
              opacity: column !== undefined && cellAt(figure.rows[at], column)?.immature === true ? 0.4 : 1,
            },
          })),
        },
        {
          type: "line",
          name: sum,
          yAxisIndex: 1,
          symbol: "circle",
          symbolSize: 5,
          silent: true,
          itemStyle: { color: colourOf(scheme, 1) },
          lineStyle: { color: colourOf(scheme, 1), width: 2 },
          data: shares.slice(0, mostBars),
        },
      ],
    }),
  };
};

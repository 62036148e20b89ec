// A point per row at the first two drawn columns, as big as the third.
import { ink, type Scheme } from "@/ui";
import { tipIndex, tipOf, tipStyle, type ChartOption } from "@/ui/chart-tip";
import { cellAt, drawnColumns, valueAt } from "./columns";
import {
  colourOf,
  rowNames,
  rowSentences,
  unitExtent,
  valueAxis,
  type Drawing,
  type Picture,
} from "./drawing";

const [smallest, largest] = [7, 30];

export const scatterPicture = (drawing: Drawing): Picture | undefined => {
  const { figure, words } = drawing;
  const [x, y, size] = drawnColumns(figure);
  if (x === undefined || y === undefined) return undefined;
  const rows = figure.rows.flatMap((row, at) =>
    valueAt(row, x) === undefined || valueAt(row, y) === undefined ? [] : [at],
  );
  const of = (column: { at: number }): number[] => rows.map((at) => valueAt(figure.rows[at], column) ?? 0);
  const names = rowNames(drawing, rows);
  const [xs, ys, sizes] = [of(x), of(y), size === undefined ? [] : of(size)];
  const most = Math.max(1, ...sizes);
  const axisName = (scheme: Scheme, name: string) => ({
    name,
    nameTextStyle: { color: ink[scheme].soft, fontSize: 12 },
  });
  return {
    rows,
    lying: false,
    height: 360,
    option: (scheme): ChartOption => ({
      grid: { left: 72, right: 40, top: 36, bottom: 48 },
      tooltip: {
        trigger: "item",
        ...tipStyle(scheme),
        formatter: (point: unknown) => tipOf(rowSentences(drawing, rows, tipIndex(point))),
      },
      xAxis: {
        ...valueAxis(scheme, x.unit, words, unitExtent(xs, x.unit)),
        ...axisName(scheme, x.label),
        nameLocation: "middle",
        nameGap: 30,
      },
      yAxis: {
        ...valueAxis(scheme, y.unit, words, unitExtent(ys, y.unit)),
        ...axisName(scheme, y.label),
        nameLocation: "end",
      },
      series: [
        {
          type: "scatter",
          id: y.key,
          data: rows.map((at, index) => ({
            value: [xs[index] ?? 0, ys[index] ?? 0],
            name: names[index] ?? "",
            symbolSize:
              size === undefined
                ? 9
                : smallest + (largest - smallest) * Math.sqrt((sizes[index] ?? 0) / most),
            itemStyle: {
              color: colourOf(scheme, 0),
              opacity: cellAt(figure.rows[at], y)?.immature === true ? 0.25 : 0.65,
            },
          })),
          label: { show: true, position: "right", fontSize: 11, color: ink[scheme].text, formatter: "{b}" },
          labelLayout: { hideOverlap: true },
        },
      ],
    }),
  };
};

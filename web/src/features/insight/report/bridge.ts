// From the first row's value, over what was added and taken, to the last row's.
import { ink, type Scheme } from "@/ui";
import type { ChartOption } from "@/ui/chart-tip";
import { drawnColumns, valueAt } from "./columns";
import {
  axisTip,
  colourOf,
  namedAxis,
  namesHeight,
  niceExtent,
  rowNames,
  valueAxis,
  widthOf,
  type Drawing,
  type Extent,
  type Picture,
} from "./drawing";
import { change, written } from "./words";

export type Stair = { from: number; to: number; total: boolean };

/** First and last stand on the ground; each between starts where the one before it ended. */
export const stairsOf = (values: number[]): Stair[] => {
  let level = 0;
  return values.map((value, at) => {
    const total = at === 0 || at === values.length - 1;
    const from = total ? 0 : level;
    level = total ? value : level + value;
    return { from, to: level, total };
  });
};

const leastSeen = 0.08;

// Steps that would be a hair between high totals are seen only from near: the ground is cut away, and
// the totals are broken to say so.
export const bridgeExtent = (stairs: Stair[]): Extent => {
  const levels = stairs.flatMap((stair) => (stair.total ? [stair.to] : [stair.from, stair.to]));
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const whole = niceExtent(levels);
  if (low <= 0 || high - low > leastSeen * high) return whole;
  const cut = niceExtent([0, (high - low) * 1.6]);
  const min = Math.max(0, Math.floor((low - (high - low) * 0.4) / cut.interval) * cut.interval);
  return {
    min,
    max: Math.ceil((high + (high - low) * 0.1) / cut.interval) * cut.interval,
    interval: cut.interval,
  };
};

// One stack: what lies between the ground and the step is there but not seen.
const parts = (stair: Stair, ground: number) => {
  const low = Math.max(ground, Math.min(stair.from, stair.to));
  const high = Math.max(stair.from, stair.to);
  const above = { base: Math.max(low, 0), seen: Math.max(high, 0) - Math.max(low, 0) };
  const below = { base: Math.min(high, 0), seen: Math.min(low, 0) - Math.min(high, 0) };
  return { base: above.base !== 0 ? above.base : below.base, above: above.seen, below: below.seen };
};

// Of no column: a step opens the people of its own row, whichever column has them.
const stepsId = "drawn-steps";

// A stripe of ground across each total that is cut away below.
const breaks = (scheme: Scheme, stairs: Stair[], { min, interval }: Extent) => ({
  type: "scatter" as const,
  silent: true,
  z: 5,
  symbol: "path://M0,8 L8,0 L24,8 L40,0 L56,8 L72,0 L72,5 L56,13 L40,5 L24,13 L8,5 L0,13 Z",
  symbolSize: [76, 10],
  itemStyle: { color: ink[scheme].panel },
  data: stairs.map(({ total }, at) => (total ? [at, min + interval * 0.3] : [at, "-"])),
});

export const bridgePicture = (drawing: Drawing): Picture => {
  const { figure, words } = drawing;
  // Of each row the first that has a value: a change may stand in a column of its own.
  const columns = drawnColumns(figure);
  const [column] = columns;
  const unit = column?.unit ?? "count";
  const rows = figure.rows.map((_, at) => at);
  const values = rows.map(
    (at) => columns.map((one) => valueAt(figure.rows[at], one)).find((value) => value !== undefined) ?? 0,
  );
  const stairs = stairsOf(values);
  const extent = bridgeExtent(stairs);
  const names = rowNames(drawing, rows);
  const width = widthOf(drawing);
  const isLoss = drawing.worseWhenMore === true;
  const fine = unit === "share" && values.some((value) => value !== 0 && Math.abs(value) < 0.0005);
  const labelOf = (at: number): string => {
    const [value = 0, stair] = [values[at], stairs[at]];
    return stair?.total === true ? written(value, unit, words) : change(value, unit, words, fine ? 2 : 1);
  };
  return {
    rows,
    lying: false,
    ...(extent.min > 0 ? { cutAt: written(extent.min, unit, words) } : {}),
    height: 252 + namesHeight(names, width),
    option: (scheme: Scheme): ChartOption => {
      const colour = (stair: Stair): string =>
        stair.total ? ink[scheme].soft : colourOf(scheme, stair.to >= stair.from === isLoss ? 1 : 0);
      const shared = { type: "bar" as const, stack: "all", barMaxWidth: 64 };
      const seen = (which: "above" | "below") => ({
        ...shared,
        ...(which === "above" ? { id: stepsId } : {}),
        data: stairs.map((stair) => ({
          value: parts(stair, extent.min)[which],
          itemStyle: { color: colour(stair) },
        })),
        label: {
          show: which === "above",
          position: "top" as const,
          fontSize: 11,
          color: ink[scheme].text,
          formatter: ({ dataIndex }: { dataIndex: number }) => labelOf(dataIndex),
        },
        labelLayout: { hideOverlap: true },
      });
      return {
        grid: { left: 72, right: 16, top: 24, bottom: namesHeight(names, width) },
        tooltip: axisTip(scheme, drawing, rows),
        xAxis: namedAxis(scheme, names, width),
        yAxis: valueAxis(scheme, unit, words, extent),
        series: [
          {
            ...shared,
            silent: true,
            itemStyle: { opacity: 0 },
            data: stairs.map((stair) => parts(stair, extent.min).base),
          },
          seen("above"),
          seen("below"),
          ...(extent.min > 0 ? [breaks(scheme, stairs, extent)] : []),
        ],
      };
    },
  };
};

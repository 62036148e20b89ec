// Bars beside or on top of each other, a second unit as a line over them, intervals as whiskers.
import { ink, type Scheme } from "@/ui";
import type { ChartOption } from "@/ui/chart-tip";
import { cellAt, drawnColumns, isTime, valueAt, type DrawnColumn } from "./columns";
import {
  axisTip,
  axisUnits,
  categoryAxis,
  colourOf,
  eventMarks,
  flagRoom,
  isCompared,
  legend,
  mostParts,
  mostSeries,
  namedAxis,
  namesHeight,
  otherValues,
  rowNames,
  scaleOf,
  textWidth,
  undrawnOf,
  unitExtent,
  valueAxis,
  widthOf,
  type Drawing,
  type Extent,
  type Picture,
} from "./drawing";
import { labelOf } from "./words";

const mostLying = 24;
const mostNameWidth = 220;

const indices = (n: number): number[] => Array.from({ length: n }, (_, at) => at);
const numbers = (values: (number | null | undefined)[]): number[] =>
  values.filter((value) => value !== undefined && value !== null);

// Names that would not stand beside each other lie below each other.
const lies = (drawing: Drawing): boolean => {
  const unit = drawing.figure.columns[0]?.unit ?? "text";
  if (unit !== "text") return false;
  const names = rowNames(drawing, indices(drawing.figure.rows.length));
  const room = widthOf(drawing) - 120;
  return names.length > 12 || names.reduce((sum, name) => sum + textWidth(name) + 16, 0) > room;
};

const heightOfLying = (rows: number, bars: number): number => rows * Math.max(24, 8 + bars * 14) + 44;

const extentOf = (drawing: Drawing, rows: number[], columns: DrawnColumn[], stacked: boolean): Extent => {
  const { figure } = drawing;
  const unit = columns[0]?.unit ?? "count";
  if (stacked) {
    const sums = rows.flatMap((at) => {
      const values = columns.map((column) => valueAt(figure.rows[at], column) ?? 0);
      const sumOf = (some: number[]): number => some.reduce((sum, value) => sum + value, 0);
      return [sumOf(values.filter((value) => value > 0)), sumOf(values.filter((value) => value < 0))];
    });
    return unitExtent(sums, unit);
  }
  const values = rows.flatMap((at) =>
    columns.flatMap((column) => {
      const cell = cellAt(figure.rows[at], column);
      return numbers([cell?.value, ...(cell?.immature === true ? [] : [cell?.low, cell?.high])]);
    }),
  );
  const before = columns.flatMap((column) => numbers(otherValues(drawing, rows, column)));
  // Labels below zero must not lie on the names.
  const low = Math.min(0, ...values, ...before);
  return unitExtent([...values, ...before, columns.length === 1 ? low * 1.15 : low], unit);
};

// Where a bar's label stands: beyond its end.
const beyond = (lying: boolean, value: number) =>
  lying
    ? value < 0
      ? ("left" as const)
      : ("right" as const)
    : value < 0
      ? ("bottom" as const)
      : ("top" as const);

// A whisker from the low to the high end of every bar, its value above it: one line with gaps.
const whiskersOf = (
  { figure, words }: Drawing,
  rows: number[],
  column: DrawnColumn,
  drawn: { scheme: Scheme; lying: boolean; labelled: boolean },
) => {
  const place = (index: number, value: number) => (drawn.lying ? [value, index] : [index, value]);
  const data = rows.flatMap((at, index) => {
    const cell = cellAt(figure.rows[at], column);
    if (cell?.low == null || cell.high === null) return [];
    const isBelow = (cell.value ?? 0) < 0;
    const label = {
      show: drawn.labelled,
      position: beyond(drawn.lying, cell.value ?? 0),
      fontSize: 11,
      color: ink[drawn.scheme].text,
      formatter: labelOf(cell, column.unit, words),
    };
    const [start, end] = isBelow ? [cell.high, cell.low] : [cell.low, cell.high];
    return [place(index, start), { value: place(index, end), label }, "-"];
  });
  if (data.length === 0) return [];
  return [
    {
      type: "line" as const,
      silent: true,
      z: 4,
      symbol: "circle",
      symbolSize: 0.1,
      lineStyle: { color: ink[drawn.scheme].text, width: 1, opacity: 0.75 },
      data,
    },
  ];
};

// The compared value of a bar: a short dash across it.
const ticksOf = (
  drawing: Drawing,
  rows: number[],
  column: DrawnColumn,
  drawn: { scheme: Scheme; lying: boolean },
) => {
  const values = otherValues(drawing, rows, column);
  if (drawing.other === undefined || values.every((value) => value === undefined)) return [];
  return [
    {
      type: "line" as const,
      name: drawing.other.label,
      silent: true,
      z: 5,
      symbol: "rect",
      symbolSize: drawn.lying ? [2, 18] : [22, 2],
      lineStyle: { opacity: 0 },
      itemStyle: { color: ink[drawn.scheme].text },
      data: values.map((value, index) =>
        value === undefined ? "-" : drawn.lying ? [value, index] : [index, value],
      ),
    },
  ];
};

const labelWidth = ({ figure, words }: Drawing, rows: number[], columns: DrawnColumn[]): number =>
  Math.max(
    0,
    ...columns.flatMap((column) =>
      rows.map((at) => textWidth(labelOf(cellAt(figure.rows[at], column), column.unit, words), 11)),
    ),
  );

const barsOf = (
  drawing: Drawing,
  rows: number[],
  columns: DrawnColumn[],
  drawn: { scheme: Scheme; lying: boolean; stacked: boolean },
) => {
  const { figure, words } = drawing;
  const { scheme, lying, stacked } = drawn;
  const room = (widthOf(drawing) - 80) / Math.max(1, rows.length);
  const labelled = columns.length === 1 && (lying || room >= labelWidth(drawing, rows, columns) + 6);
  return columns.flatMap((column, at) => {
    const alone = !stacked && columns.length === 1;
    const whiskers = alone ? whiskersOf(drawing, rows, column, { scheme, lying, labelled }) : [];
    return [
      {
        type: "bar" as const,
        id: column.key,
        name: column.label,
        ...(stacked ? { stack: "all" } : {}),
        barCategoryGap: "36%",
        barGap: "0%",
        barMaxWidth: lying ? 18 : 48,
        data: rows.map((place) => ({
          value: valueAt(figure.rows[place], column) ?? "-",
          itemStyle: {
            color: colourOf(scheme, at),
            opacity: cellAt(figure.rows[place], column)?.immature === true ? 0.4 : 1,
          },
          label: { position: beyond(lying, valueAt(figure.rows[place], column) ?? 0) },
        })),
        itemStyle: { color: colourOf(scheme, at) },
        label: {
          show: labelled && whiskers.length === 0,
          fontSize: 11,
          color: ink[scheme].text,
          formatter: ({ dataIndex }: { dataIndex: number }) =>
            labelOf(cellAt(figure.rows[rows[dataIndex] ?? -1], column), column.unit, words),
        },
        ...(at === 0 ? eventMarks(scheme, drawing, rows) : {}),
      },
      ...whiskers,
      ...(alone ? ticksOf(drawing, rows, column, { scheme, lying }) : []),
    ];
  });
};

const lineOver = ({ figure }: Drawing, rows: number[], column: DrawnColumn, colour: string) => ({
  type: "line" as const,
  id: column.key,
  name: column.label,
  yAxisIndex: 1,
  symbol: "circle",
  symbolSize: 6,
  itemStyle: { color: colour },
  lineStyle: { color: colour, width: 2 },
  data: rows.map((at) => valueAt(figure.rows[at], column) ?? "-"),
});

// Times and numbers may leave out some of their names, words may not.
const standing = (scheme: Scheme, names: string[], { figure, ...drawing }: Drawing) =>
  figure.columns[0]?.unit === "text"
    ? namedAxis(scheme, names, widthOf({ figure, ...drawing }))
    : categoryAxis(scheme, names);

/** Bars, or with `stacked` parts of bars. */
export const barPicture = (drawing: Drawing, stacked: boolean): Picture => {
  const { figure, words } = drawing;
  const lying = lies(drawing);
  const rows = indices(lying ? Math.min(mostLying, figure.rows.length) : figure.rows.length);
  const all = drawnColumns(figure);
  const [first = "count", second] = axisUnits(all);
  const bars = all.filter(({ unit }) => scaleOf(unit) === first).slice(0, stacked ? mostParts : mostSeries);
  const over = lying ? [] : all.filter(({ unit }) => scaleOf(unit) === second).slice(0, 2);
  const extent = extentOf(drawing, rows, bars, stacked);
  const names = rowNames(drawing, rows);
  const mostWide = Math.min(mostNameWidth, widthOf(drawing) * 0.38);
  const nameWidth = Math.min(mostWide, Math.max(48, ...names.map((name) => textWidth(name, 11) + 14)));
  const ticked = !stacked && bars.length === 1 && isCompared(drawing, rows, bars);
  const compared = ticked && drawing.other !== undefined ? [drawing.other.label] : [];
  const legendNames = [...bars, ...over].map(({ label }) => label).concat(compared);
  const flags = lying ? 0 : flagRoom(drawing, rows);
  const top = (legendNames.length > 1 ? 34 : 20) + flags;
  const right = bars.length === 1 ? Math.max(72, labelWidth(drawing, rows, bars) + 16) : 72;
  const below = figure.columns[0]?.unit === "text" ? namesHeight(names, widthOf(drawing)) : 28;
  return {
    rows,
    lying,
    undrawn: undrawnOf(all, [...bars, ...over]),
    compared: ticked,
    height: lying
      ? heightOfLying(rows.length, stacked ? 1 : bars.length) + (top - 20)
      : isTime(figure.columns[0]?.unit ?? "text")
        ? 240 + flags
        : 232 + below + flags,
    option: (scheme): ChartOption => {
      const values = valueAxis(scheme, first, words, extent);
      const overAxis = {
        ...valueAxis(scheme, second ?? first, words, overExtent(drawing, rows, over)),
        splitLine: { show: false },
      };
      const category = lying ? categoryAxis(scheme, names) : standing(scheme, names, drawing);
      return {
        legend: legend(scheme, legendNames),
        grid: lying
          ? { left: nameWidth, right, top: top - 8, bottom: 28 }
          : { left: 64, right: over.length > 0 ? 64 : 16, top, bottom: below },
        tooltip: axisTip(scheme, drawing, rows),
        xAxis: lying ? values : category,
        yAxis: lying
          ? {
              ...category,
              inverse: true,
              axisLabel: { ...category.axisLabel, interval: 0, width: nameWidth - 12, overflow: "truncate" },
            }
          : over.length > 0
            ? [values, overAxis]
            : values,
        series: [
          ...barsOf(drawing, rows, bars, { scheme, lying, stacked }),
          ...over.map((column, at) => lineOver(drawing, rows, column, colourOf(scheme, bars.length + at))),
        ],
      };
    },
  };
};

const overExtent = ({ figure }: Drawing, rows: number[], over: DrawnColumn[]): Extent =>
  unitExtent(
    over.flatMap((column) => numbers(rows.map((at) => valueAt(figure.rows[at], column)))),
    over[0]?.unit ?? "share",
  );

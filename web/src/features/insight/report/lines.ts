// Lines or stairs over the rows: the interval as a band, the immature part dashed, names at the ends.
import { ink, type Scheme } from "@/ui";
import type { ChartOption } from "@/ui/chart-tip";
import { cellAt, drawnColumns, isTime, valueAt, type DrawnColumn } from "./columns";
import {
  axisTip,
  categoryAxis,
  colourOf,
  eventMarks,
  mostSeries,
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
import { namePlaces } from "./name-places";

const height = 280;
const [top, bottom, lineHeight] = [20, 30, 18];
const nothing = "-";

type Line = { drawing: Drawing; rows: number[]; column: DrawnColumn; step: "end" | false };

const valuesOf = ({ drawing, rows, column }: Line): (number | undefined)[] =>
  rows.map((at) => valueAt(drawing.figure.rows[at], column));

/** Which points a dashed line joins: the immature ones and their neighbours. */
export const dashedPoints = (immature: boolean[]): boolean[] =>
  immature.map(
    (each, at) =>
      each || immature[at - 1] === true || (immature[at + 1] === true && at + 1 < immature.length),
  );

const immatureOf = ({ drawing, rows, column }: Line): boolean[] =>
  rows.map((at) => cellAt(drawing.figure.rows[at], column)?.immature === true);

// The interval is drawn as an invisible line at its low end and a stacked area up to its high end.
const band = (line: Line, colour: string, thin: boolean) => {
  const cells = line.rows.map((at) => cellAt(line.drawing.figure.rows[at], line.column));
  if (cells.every((cell) => cell?.low == null)) return [];
  const plain = {
    type: "line" as const,
    symbol: "none",
    stack: `band-${line.column.key}`,
    stackStrategy: "all" as const,
    silent: true,
    step: line.step,
    lineStyle: { opacity: 0 },
  };
  return [
    { ...plain, data: cells.map((cell) => cell?.low ?? nothing) },
    {
      ...plain,
      data: cells.map((cell) => (cell?.low == null || cell.high === null ? nothing : cell.high - cell.low)),
      areaStyle: { color: colour, opacity: thin ? 0.08 : 0.14 },
    },
  ];
};

const strokes = (line: Line, scheme: Scheme, colour: string, first: boolean) => {
  const values = valuesOf(line);
  const immature = immatureOf(line);
  const dashed = dashedPoints(immature);
  const shared = { type: "line" as const, symbol: "none", silent: true, step: line.step };
  const pick = (wanted: boolean[]) =>
    values.map((value, at) => (wanted[at] === true ? (value ?? nothing) : nothing));
  return [
    {
      type: "line" as const,
      id: line.column.key,
      name: line.column.label,
      symbol: "circle",
      symbolSize: line.rows.length > 40 ? 3 : 5,
      itemStyle: { color: colour },
      lineStyle: { opacity: 0 },
      data: values.map((value) => value ?? nothing),
      ...(first ? eventMarks(scheme, line.drawing, line.rows) : {}),
    },
    { ...shared, data: pick(immature.map((each) => !each)), lineStyle: { color: colour, width: 2 } },
    ...(dashed.includes(true)
      ? [{ ...shared, data: pick(dashed), lineStyle: { color: colour, width: 2, type: "dashed" as const } }]
      : []),
  ];
};

// Mean and control limits are what the measured line is read against: thin, grey and without points.
const guides = ["mean", "low", "high"];
const isGuide = ({ key }: DrawnColumn): boolean => guides.includes(key);

const guideStroke = (line: Line, colour: string) => [
  {
    type: "line" as const,
    id: line.column.key,
    name: line.column.label,
    symbol: "none",
    silent: true,
    step: line.step,
    itemStyle: { color: colour },
    lineStyle: {
      color: colour,
      width: 1,
      type: line.column.key === "mean" ? ("solid" as const) : ("dashed" as const),
    },
    data: valuesOf(line).map((value) => value ?? nothing),
  },
];

const compared = (line: Line, colour: string) => {
  const values = otherValues(line.drawing, line.rows, line.column);
  if (values.every((value) => value === undefined)) return [];
  return [
    {
      type: "line" as const,
      symbol: "none",
      silent: true,
      step: line.step,
      lineStyle: { color: colour, width: 1, type: [2, 3], opacity: 0.9 },
      data: values.map((value) => value ?? nothing),
    },
  ];
};

// A line's name stands right of the picture, however early the line ends.
const nameOf = (line: Line, colour: string, place: number, width: number) => ({
  type: "line" as const,
  silent: true,
  symbol: "circle",
  symbolSize: 0.1,
  data: line.rows.map((_, at) => (at === line.rows.length - 1 ? place : nothing)),
  label: {
    show: true,
    position: "right" as const,
    distance: 10,
    color: colour,
    fontSize: 12,
    width,
    overflow: "truncate" as const,
    formatter: () => line.column.label,
  },
});

const extentOf = (lines: Line[]): Extent => {
  const values = lines.flatMap(({ drawing, rows, column }) => [
    ...rows.flatMap((at) => {
      const cell = cellAt(drawing.figure.rows[at], column);
      return cell === undefined ? [] : [cell.value, ...(cell.immature ? [] : [cell.low, cell.high])];
    }),
    ...otherValues(drawing, rows, column),
  ]);
  return unitExtent(
    values.filter((value) => value !== undefined && value !== null),
    lines[0]?.column.unit ?? "count",
  );
};

const placesOf = (lines: Line[], extent: Extent): number[] => {
  const span = extent.max - extent.min;
  const ends = lines.map((line) => {
    const last = valuesOf(line).findLast((value) => value !== undefined) ?? extent.min;
    return (last - extent.min) / span;
  });
  return namePlaces(ends, lineHeight / (height - top - bottom)).map((place) => extent.min + place * span);
};
export const linePicture = (drawing: Drawing, stairs: boolean): Picture => {
  const { figure, words } = drawing;
  const rows = figure.rows.map((_, at) => at);
  const all = drawnColumns(figure);
  const unit = all[0]?.unit ?? "count";
  const step = stairs ? ("end" as const) : (false as const);
  const columns = all.filter((column) => scaleOf(column.unit) === scaleOf(unit)).slice(0, mostSeries);
  const lines = columns.map((column): Line => ({ drawing, rows, column, step }));
  const extent = extentOf(lines);
  const places = placesOf(lines, extent);
  const named = lines.length > 1;
  const nameWidth = Math.min(
    180,
    widthOf(drawing) * 0.3,
    Math.max(...columns.map(({ label }) => textWidth(label)), 0) + 4,
  );
  return {
    rows,
    lying: false,
    height,
    undrawn: undrawnOf(all, columns),
    option: (scheme): ChartOption => ({
      grid: { left: 64, right: named ? nameWidth + 20 : 24, top, bottom },
      tooltip: axisTip(scheme, drawing, rows),
      xAxis: {
        ...categoryAxis(scheme, rowNames(drawing, rows)),
        boundaryGap: isTime(figure.columns[0]?.unit ?? "text") && rows.length < 4,
      },
      yAxis: valueAxis(scheme, unit, words, extent),
      series: lines.flatMap((line, at) => {
        const guide = isGuide(line.column);
        const colour = guide ? ink[scheme].soft : colourOf(scheme, at);
        return [
          ...(guide ? guideStroke(line, colour) : strokes(line, scheme, colour, at === 0)),
          ...band(line, colour, lines.length > 3),
          ...compared(line, colour),
          ...(named ? [nameOf(line, colour, places[at] ?? 0, nameWidth)] : []),
        ];
      }),
    }),
  };
};

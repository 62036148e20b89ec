// Lines or stairs over the rows: the interval as a band, the immature part dashed, names at the ends.
import type { ReportCell } from "@/api/types";
import { ink, type Scheme } from "@/ui";
import type { ChartOption } from "@/ui/chart-tip";
import { cellAt, drawnColumns, isTime, type DrawnColumn } from "./columns";
import {
  axisTip,
  categoryAxis,
  colourOf,
  eventMarks,
  flagRoom,
  isCompared,
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
const besideNames = 84;
const fewest = 30;
const nothing = "-";

type Line = {
  drawing: Drawing;
  rows: number[];
  column: DrawnColumn;
  step: "end" | false;
  /** For each row; nothing beyond the line's ends. */
  cells: (ReportCell | undefined)[];
};

/** Ends of a line that are noise: cells of few, where others are of enough. */
export const steadyPart = (cells: (ReportCell | undefined)[]): { from: number; to: number } => {
  const isSteady = (cell: ReportCell | undefined): boolean =>
    cell?.value != null && !(cell.immature && cell.n !== null && cell.n < fewest);
  const [from, to] = [cells.findIndex(isSteady), cells.findLastIndex(isSteady)];
  return from < 0 || from === to ? { from: 0, to: cells.length - 1 } : { from, to };
};

const lineOf = (drawing: Drawing, rows: number[], column: DrawnColumn, step: "end" | false): Line => {
  const whole = rows.map((at) => cellAt(drawing.figure.rows[at], column));
  const { from, to } = steadyPart(whole);
  const cells = whole.map((cell, at) => (at < from || at > to ? undefined : cell));
  return { drawing, rows, column, step, cells };
};

const valuesOf = ({ cells }: Line): (number | undefined)[] => cells.map((cell) => cell?.value ?? undefined);

/** Which points a dashed line joins: the immature ones and their neighbours. */
export const dashedPoints = (immature: boolean[]): boolean[] =>
  immature.map(
    (each, at) =>
      each || immature[at - 1] === true || (immature[at + 1] === true && at + 1 < immature.length),
  );

const immatureOf = ({ cells }: Line): boolean[] => cells.map((cell) => cell?.immature === true);

const mostPoints = 24;

/** Whether its points are marked: few are, and those that no line joins to another. */
export const marksPoints = (values: (number | undefined)[]): boolean =>
  values.length <= mostPoints ||
  values.some(
    (value, at) => value !== undefined && values[at - 1] === undefined && values[at + 1] === undefined,
  );

// The interval is drawn as an invisible line at its low end and a stacked area up to its high end.
const band = (line: Line, colour: string, thin: boolean) => {
  const { cells } = line;
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
      showSymbol: marksPoints(values),
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

type Judged = Pick<Line, "drawing" | "rows" | "column">;

/** Places of the drawn rows that are judged and lie outside their limits; a run on one side does not. */
export const outsideLimits = ({ drawing: { figure }, rows, column }: Judged): number[] => {
  const cellOf = (row: number, key: string): ReportCell | undefined =>
    figure.rows[row]?.cells[figure.columns.findIndex((each) => each.key === key)];
  return rows.flatMap((row, place) => {
    const value = cellAt(figure.rows[row], column)?.value;
    const [low, high] = [cellOf(row, "low")?.value, cellOf(row, "high")?.value];
    const judged = (cellOf(row, "signal")?.text ?? "") !== "";
    return judged && value != null && (value > (high ?? value) || value < (low ?? value)) ? [place] : [];
  });
};

// A ring around what the limits call unusual.
const rings = (line: Line, scheme: Scheme) => {
  const places = outsideLimits(line);
  const values = valuesOf(line);
  if (places.length === 0) return [];
  return [
    {
      type: "line" as const,
      silent: true,
      symbol: "circle",
      symbolSize: 13,
      // Not only where the axis has a name.
      showAllSymbol: true,
      z: 5,
      lineStyle: { opacity: 0 },
      itemStyle: { color: "transparent", borderColor: colourOf(scheme, 1), borderWidth: 2 },
      data: values.map((value, at) => (places.includes(at) ? (value ?? nothing) : nothing)),
    },
  ];
};

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

const endOf = (line: Line): number => valuesOf(line).findLastIndex((value) => value !== undefined);

const nearEnd = 0.08;

// What ends a little before the picture does is named beside it, not in it.
const nameAt = (line: Line): number => {
  const [end, last] = [endOf(line), line.rows.length - 1];
  return last - end <= Math.max(1, nearEnd * last) ? last : end;
};

// A line's name stands right of its end; where that is amid others it keeps them off.
const namesOf = (lines: Line[], places: number[], colours: string[], scheme: Scheme, width: number) => ({
  type: "scatter" as const,
  silent: true,
  symbolSize: 0.1,
  z: 6,
  data: lines.map((line, at) => ({
    value: [nameAt(line), places[at] ?? 0],
    label: { color: colours[at] ?? "", formatter: () => line.column.label },
  })),
  label: {
    show: true,
    position: "right" as const,
    distance: 10,
    textBorderColor: ink[scheme].panel,
    textBorderWidth: 3,
    fontSize: 12,
    width,
    overflow: "truncate" as const,
  },
});

const extentOf = (lines: Line[]): Extent => {
  const values = lines.flatMap(({ drawing, rows, column, cells }) => [
    ...cells.flatMap((cell) =>
      cell === undefined ? [] : [cell.value, ...(cell.immature ? [] : [cell.low, cell.high])],
    ),
    ...otherValues(drawing, rows, column),
  ]);
  return unitExtent(
    values.filter((value) => value !== undefined && value !== null),
    lines[0]?.column.unit ?? "count",
  );
};

// Names of lines that end near each other are kept apart, others stand at their own ends.
const placesOf = (lines: Line[], extent: Extent, stepsOfName: number): number[] => {
  const span = extent.max - extent.min;
  const ends = lines.map(nameAt);
  const heights = lines.map((line) => ((valuesOf(line)[endOf(line)] ?? extent.min) - extent.min) / span);
  const places = [...heights];
  const order = lines.map((_, at) => at).sort((a, b) => (ends[b] ?? 0) - (ends[a] ?? 0));
  while (order.length > 0) {
    const latest = ends[order[0] ?? -1] ?? 0;
    const group = order.splice(0, order.filter((at) => (ends[at] ?? 0) > latest - stepsOfName).length);
    const apart = namePlaces(
      group.map((at) => heights[at] ?? 0),
      lineHeight / (height - top - bottom),
    );
    group.forEach((at, place) => {
      places[at] = apart[place] ?? 0;
    });
  }
  return places.map((place) => extent.min + place * span);
};

// The rows between the ends of all lines: the rest is in the table.
const rowsWithLines = (drawing: Drawing, columns: DrawnColumn[]): number[] => {
  const rows = drawing.figure.rows.map((_, at) => at);
  const parts = columns.map((column) =>
    steadyPart(rows.map((at) => cellAt(drawing.figure.rows[at], column))),
  );
  const [from, to] = [Math.min(...parts.map((part) => part.from)), Math.max(...parts.map((part) => part.to))];
  return rows.slice(from, to + 1);
};

export const linePicture = (drawing: Drawing, stairs: boolean): Picture => {
  const { figure, words } = drawing;
  const all = drawnColumns(figure);
  const unit = all[0]?.unit ?? "count";
  const step = stairs ? ("end" as const) : (false as const);
  const columns = all.filter((column) => scaleOf(column.unit) === scaleOf(unit)).slice(0, mostSeries);
  const rows = rowsWithLines(drawing, columns);
  const lines = columns.map((column) => lineOf(drawing, rows, column, step));
  const extent = extentOf(lines);
  const named = lines.length > 1;
  const nameWidth = Math.min(
    180,
    widthOf(drawing) * 0.3,
    Math.max(...columns.map(({ label }) => textWidth(label)), 0) + 4,
  );
  const stepWidth = (widthOf(drawing) - besideNames - nameWidth) / Math.max(1, rows.length - 1);
  const places = placesOf(lines, extent, (nameWidth + 10) / Math.max(1, stepWidth));
  const flags = flagRoom(drawing, rows);
  return {
    rows,
    lying: false,
    height: height + flags,
    undrawn: undrawnOf(all, columns),
    compared: isCompared(drawing, rows, columns),
    option: (scheme): ChartOption => {
      const colours = lines.map(({ column }, at) =>
        isGuide(column) ? ink[scheme].soft : colourOf(scheme, at),
      );
      return {
        grid: { left: 64, right: named ? nameWidth + 20 : 24, top: top + flags, bottom },
        tooltip: axisTip(scheme, drawing, rows),
        xAxis: {
          ...categoryAxis(scheme, rowNames(drawing, rows)),
          boundaryGap: isTime(figure.columns[0]?.unit ?? "text") && rows.length < 4,
        },
        yAxis: valueAxis(scheme, unit, words, extent),
        series: [
          ...lines.flatMap((line, at) => {
            const colour = colours[at] ?? "";
            return [
              ...(isGuide(line.column) ? guideStroke(line, colour) : strokes(line, scheme, colour, at === 0)),
              ...band(line, colour, lines.length > 3),
              ...(at === 0 ? rings(line, scheme) : []),
              ...compared(line, colour),
            ];
          }),
          ...(named ? [namesOf(lines, places, colours, scheme, nameWidth)] : []),
        ],
      };
    },
  };
};

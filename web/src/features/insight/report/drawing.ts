// What a picture is made from, and what all pictures share: axes, tips, names of lines.
import type { ReportFigure } from "@/api/types";
import { format, ink, series, type Scheme } from "@/ui";
import { tipIndex, tipOf, tipStyle, type ChartOption } from "@/ui/chart-tip";
import { cellAt, type DrawnColumn } from "./columns";
import { otherCells, type Other } from "./other";
import { basisOf, short, shortTextOf, textOf, written, type Words } from "./words";

/** What happened in the shop on a day: a price change, a campaign, a renewal. */
export type ContextEvent = { day: string; title: string; until?: string };

export type Drawing = {
  figure: ReportFigure;
  words: Words;
  other?: Other | undefined;
  events?: ContextEvent[];
  /** What is measured is a loss: where there is more of it, that is drawn as the worse. */
  worseWhenMore?: boolean;
  /** Of the picture, in pixels. */
  width?: number;
};

const usualWidth = 1000;
export const widthOf = ({ width }: Drawing): number => width ?? usualWidth;

export type Picture = {
  height: number;
  /** Places in the figure's rows, in the order in which they are drawn. */
  rows: number[];
  /** Rows stand beside each other, or lie below each other. */
  lying: boolean;
  option: (scheme: Scheme) => ChartOption;
  /** Where its axis begins, when that is not zero. */
  cutAt?: string;
  /** Whether what it is compared with is in it. */
  compared?: boolean;
  /** Columns that it would draw, had it an axis and a colour for them. */
  undrawn?: string[];
};

export const mostSeries = 6;
export const mostParts = 10;

export const colourOf = (scheme: Scheme, at: number): string =>
  series[scheme][at % series[scheme].length] ?? ink[scheme].text;

/** The compared values of a column, for each drawn row. */
export const otherValues = ({ figure, other }: Drawing, rows: number[], column: DrawnColumn) => {
  const cellOf = otherCells(figure, other);
  return rows.map((at) => cellOf(at, column.key)?.value ?? undefined);
};

/** Whether any of the rows has something beside it in a column. */
export const isCompared = (drawing: Drawing, rows: number[], columns: DrawnColumn[]): boolean =>
  drawing.other !== undefined &&
  columns.some((column) => otherValues(drawing, rows, column).some((value) => value !== undefined));

/** The scale of a unit: a mean of counts is drawn among the counts. */
export const scaleOf = (unit: string): string => (unit === "number" ? "count" : unit);

export const undrawnOf = (all: DrawnColumn[], drawn: DrawnColumn[]): string[] =>
  all.filter(({ key }) => !drawn.some((each) => each.key === key)).map(({ label }) => label);

/** Bars give the first two scales an axis each; columns of a third are in the table only. */
export const axisUnits = (columns: DrawnColumn[]): string[] =>
  [...new Set(columns.map((column) => scaleOf(column.unit)))].slice(0, 2);

export type Extent = { min: number; max: number; interval: number };

/** Round ends and steps around values; from zero, unless some are below. */
export const niceExtent = (values: number[], parts = 5): Extent => {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const span = high - low;
  if (span === 0) return { min: 0, max: 1, interval: 0.25 };
  const rough = span / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  const interval = ([1, 2, 2.5, 5].find((step) => step * power >= rough * 0.999) ?? 10) * power;
  const round = (value: number): number => Number(value.toPrecision(12));
  return {
    min: round(Math.floor(low / interval + 1e-9) * interval),
    max: round(Math.ceil(high / interval - 1e-9) * interval),
    interval: round(interval),
  };
};

/** Shares end at 100 %, and go there when most of the way is needed. */
export const unitExtent = (values: number[], unit: string): Extent => {
  const extent = niceExtent(values);
  if (unit !== "share" || values.some((value) => value > 1)) return extent;
  return Math.max(...values) > 0.6 ? { min: extent.min, max: 1, interval: 0.25 } : extent;
};

const ticksOf = ({ min, max, interval }: Extent): number[] =>
  Array.from({ length: Math.round((max - min) / interval) + 1 }, (_, at) =>
    Number((min + at * interval).toPrecision(12)),
  );

const decimals = (value: number): number =>
  (/\.(\d+)$/.exec(String(Number(value.toPrecision(6))))?.[1] ?? "").length;

/** The marks of an axis: as short as they can be told apart, all with as many decimals. */
export const axisText = (unit: string, words: Words, extent: Extent): ((value: number) => string) => {
  const plain = (value: number): string => {
    if (unit === "share") return format.percent(value, Math.min(2, decimals(extent.interval * 100)));
    if (unit === "number" || unit === "count") {
      const digits = Math.min(3, decimals(extent.interval));
      return format.decimal(value, digits, digits);
    }
    return short(value, unit, words);
  };
  const marks = ticksOf(extent).map(plain);
  return new Set(marks).size === marks.length ? plain : (value) => written(value, unit, words);
};

export const valueAxis = (scheme: Scheme, unit: string, words: Words, extent: Extent) => ({
  type: "value" as const,
  ...extent,
  axisLabel: {
    fontSize: 11,
    color: ink[scheme].soft,
    formatter: axisText(unit, words, extent),
  },
  splitLine: { lineStyle: { color: ink[scheme].line } },
});

const yearOf = (day: number): string => format.isoDay(day).slice(2, 4);

export const rowNames = ({ figure, words }: Drawing, rows: number[]): string[] => {
  const unit = figure.columns[0]?.unit ?? "text";
  const cells = rows.map((at) => figure.rows[at]?.cells[0]);
  if (unit !== "day") return cells.map((cell) => shortTextOf(cell, unit, words));
  const years = new Set(cells.flatMap((cell) => (cell?.value == null ? [] : [yearOf(cell.value)])));
  return cells.map((cell) => {
    const name = shortTextOf(cell, unit, words);
    return cell?.value == null || years.size < 2 ? name : `${yearOf(cell.value)}/${name}`;
  });
};

export const categoryAxis = (scheme: Scheme, data: string[]) => ({
  type: "category" as const,
  data,
  axisLine: { lineStyle: { color: ink[scheme].line } },
  axisTick: { show: false },
  axisLabel: { fontSize: 11, color: ink[scheme].soft, margin: 10 },
});

const besideNames = 100;
const mostNameLines = 3;
const tooShortToBreak = 28;

/**
 * An axis of names that stand: whole in a line, broken into up to three, turned when even that
 * fails; of numbers too close together some are left out.
 */
export const namedAxis = (scheme: Scheme, names: string[], width: number) => {
  const axis = categoryAxis(scheme, names);
  const { lines, room } = nameLines(names, width);
  if (lines === 1) return { ...axis, axisLabel: { ...axis.axisLabel, interval: 0 } };
  if (lines === 0) return axis;
  const label =
    lines <= mostNameLines
      ? { width: room, overflow: "break" as const, lineHeight: 14 }
      : { rotate: 40, width: 110, overflow: "truncate" as const };
  return { ...axis, axisLabel: { ...axis.axisLabel, interval: 0, ...label } };
};

const nameLines = (names: string[], width: number): { lines: number; room: number } => {
  const room = Math.max(12, (width - besideNames) / Math.max(1, names.length) - 8);
  const widest = Math.max(0, ...names.map((name) => textWidth(name, 11)));
  if (widest <= room) return { room, lines: 1 };
  if (widest < tooShortToBreak) return { room, lines: 0 };
  // Japanese breaks anywhere, a word of Latin letters nowhere.
  const words = names.flatMap((name) => name.match(/[A-Za-z-]+/g) ?? []);
  const broken = words.some((word) => textWidth(word, 11) > room);
  return { room, lines: broken ? mostNameLines + 1 : Math.ceil((widest * 1.15) / room) };
};

/** How much of the picture's height such names take. */
export const namesHeight = (names: string[], width: number): number => {
  const { lines } = nameLines(names, width);
  return lines > mostNameLines ? 96 : 14 + lines * 14;
};

/** Full-width letters are twice as wide as the others. */
export const textWidth = (text: string, size = 12): number =>
  Array.from(text).reduce((sum, letter) => sum + (/[ -~\u00a5\u2013]/.test(letter) ? 0.56 : 1), 0) * size;

/** Everything a row says: its drawn columns with what they were counted from, and the compared ones. */
export const rowSentences = (drawing: Drawing, rows: number[], index: number): string[] => {
  const { figure, words, other } = drawing;
  const row = figure.rows[rows[index] ?? -1];
  if (row === undefined) return [];
  const head = textOf(row.cells[0], figure.columns[0]?.unit ?? "text", words);
  const lines = spokenColumns(drawing).map((column) => {
    const cell = cellAt(row, column);
    const basis = cell === undefined ? "" : basisOf(cell, column.unit, words);
    const before = otherValues(drawing, rows, column)[index];
    const compared =
      before === undefined || other === undefined
        ? ""
        : ` · ${other.label} ${textOf({ ...bare, value: before }, column.unit, words)}`;
    return `${column.label} ${textOf(cell, column.unit, words)}${basis === "" ? "" : ` (${basis})`}${compared}`;
  });
  return [head, ...lines];
};

const bare = { text: null, value: null, low: null, high: null, n: null, immature: false, people: null };

const spokenColumns = ({ figure }: Drawing): DrawnColumn[] =>
  figure.columns.map((column, at) => ({ ...column, at })).slice(1, 1 + 2 * mostSeries);

export const axisTip = (scheme: Scheme, drawing: Drawing, rows: number[]) => ({
  trigger: "axis" as const,
  ...tipStyle(scheme),
  formatter: (points: unknown) => tipOf(rowSentences(drawing, rows, tipIndex(points))),
});

export const legend = (scheme: Scheme, names: string[]) => ({
  show: names.length > 1,
  data: names,
  top: 0,
  left: 0,
  type: "scroll" as const,
  selectedMode: false as const,
  icon: "rect",
  itemWidth: 10,
  itemHeight: 10,
  textStyle: { fontSize: 12, color: ink[scheme].text },
});

const monthOf = (day: string): number => (Number(day.slice(0, 4)) - 1970) * 12 + Number(day.slice(5, 7)) - 1;
const daysOf = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

/** Where on a time axis events stand: the last drawn row that has begun by then. */
export const eventPlaces = ({ figure, events = [] }: Drawing, rows: number[]) => {
  const unit = figure.columns[0]?.unit;
  if (unit !== "day" && unit !== "month") return [];
  const times = rows.map((at) => figure.rows[at]?.cells[0]?.value ?? Number.NaN);
  const step = unit === "month" ? 1 : Math.max(1, (times[1] ?? 0) - (times[0] ?? 0));
  const timeOf = (day: string): number => (unit === "month" ? monthOf(day) : daysOf(day));
  const start = times[0] ?? Number.NaN;
  return events.flatMap((event) => {
    // What began before and is still there stands where the axis begins.
    const time =
      timeOf(event.day) < start && timeOf(event.until ?? event.day) >= start ? start : timeOf(event.day);
    const index = times.findLastIndex((each) => each <= time);
    if (index < 0 || time >= (times[index] ?? 0) + step) return [];
    const last = timeOf(event.until ?? event.day);
    return [{ index, until: times.findLastIndex((each) => each <= last), title: event.title }];
  });
};

const flagLines = 2;
const flagHeight = 15;

// Which line above the picture a flag stands in; none where both are taken already.
const flagsOf = (drawing: Drawing, rows: number[]) => {
  const step = (widthOf(drawing) - besideNames) / Math.max(1, rows.length);
  const taken = Array.from({ length: flagLines }, () => Number.NEGATIVE_INFINITY);
  return eventPlaces(drawing, rows).map((place) => {
    const [middle, half] = [(place.index + 0.5) * step, textWidth(place.title, 11) / 2];
    const line = taken.findIndex((end) => middle - half > end + 8);
    if (line >= 0) taken[line] = middle + half;
    return { ...place, line };
  });
};

/** What the names of events take above a picture. */
export const flagRoom = (drawing: Drawing, rows: number[]): number =>
  flagHeight * Math.max(0, ...flagsOf(drawing, rows).map(({ line }) => line + 1));

/** A dotted line at every event with its name above the picture; a band for what lasted. */
export const eventMarks = (scheme: Scheme, drawing: Drawing, rows: number[]) => {
  const flags = flagsOf(drawing, rows);
  if (flags.length === 0) return {};
  const lasting = flags.filter(({ index, until }) => until > index);
  return {
    markLine: {
      silent: true,
      symbol: "none",
      lineStyle: { color: ink[scheme].soft, type: "dotted" as const, width: 1 },
      data: flags.map(({ index, title, line }) => ({
        xAxis: index,
        name: title,
        label: {
          show: line >= 0,
          position: "end" as const,
          distance: 3 + line * flagHeight,
          fontSize: 11,
          color: ink[scheme].soft,
          formatter: title,
        },
      })),
    },
    ...(lasting.length === 0
      ? {}
      : {
          markArea: {
            silent: true,
            itemStyle: { color: ink[scheme].soft, opacity: 0.1 },
            data: lasting.map(({ index, until }): [{ xAxis: number }, { xAxis: number }] => [
              { xAxis: index },
              { xAxis: until },
            ]),
          },
        }),
  };
};

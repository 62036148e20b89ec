// Bands from the first column to the second, as wide as the third.
import type { ReportFigure } from "@/api/types";
import { ink, type Scheme } from "@/ui";
import { tipOf, tipStyle, type ChartOption } from "@/ui/chart-tip";
import { cellAt, drawnColumns, valueAt, type DrawnColumn } from "./columns";
import {
  colourOf,
  mostSeries,
  rowSentences,
  textWidth,
  widthOf,
  type Drawing,
  type Picture,
} from "./drawing";
import { written } from "./words";

const mostBands = 48;
const mostUncrowded = 4;
const fontSize = 11;

type Link = { source: string; target: string; row: number };

/** Whether some way leads back to where it began. */
export const goesRound = (links: { source: string; target: string }[]): boolean => {
  let left = links;
  for (;;) {
    const targets = new Set(left.map(({ target }) => target));
    const next = left.filter(({ source }) => targets.has(source));
    if (next.length === left.length) return left.length > 0;
    left = next;
  }
};

// Names that stand on both sides of a way that goes round are two places, one on each side.
const sided = (links: Link[]): Link[] =>
  goesRound(links)
    ? links.map((link) => ({ ...link, source: `${link.source}\u0001`, target: `${link.target}\u0002` }))
    : links;

const plain = (name: string): string => name.replace(/[\u0001\u0002]$/, "");

// "2: Soap" is Soap, whatever the order; stages that are but a number are one thing.
const thing = (name: string): string =>
  plain(name)
    .replace(/^(No\. )?\d+\D{0,4}$/u, "")
    .replace(/^\d+\D{0,3}: /u, "");

const endsOf = (links: { source: string; target: string }[]): Set<string> => {
  const sources = new Set(links.map(({ source }) => source));
  const stages = new Set(links.map(({ source }) => thing(source)));
  return new Set(
    links.map(({ target }) => target).filter((name) => !sources.has(name) && !stages.has(thing(name))),
  );
};

/**
 * The colour of each place: what is the same at every stage has one, given in the order of what
 * flows through; what is beyond the palette is grey.
 */
export const colourPlaces = (
  names: string[],
  links: { source: string; target: string; value: number }[],
): (number | undefined)[] => {
  const through = new Map<string, number>();
  for (const { source, target, value } of links)
    for (const name of [source, target]) through.set(thing(name), (through.get(thing(name)) ?? 0) + value);
  const order = [...through].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  return names.map((name) => {
    const at = order.indexOf(thing(name));
    return at < mostSeries ? at : undefined;
  });
};

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

// What flows through each place, and how much of all that began it is: "2回目 11,895 (61.7 %)".
const placeLabels = (figure: ReportFigure, column: DrawnColumn, { words }: Drawing) => {
  const [out, into] = [new Map<string, number>(), new Map<string, number>()];
  for (const row of figure.rows) {
    const value = Math.max(0, valueAt(row, column) ?? 0);
    const [source, target] = [row.cells[0]?.text ?? "", row.cells[1]?.text ?? ""];
    out.set(source, (out.get(source) ?? 0) + value);
    into.set(target, (into.get(target) ?? 0) + value);
  }
  const began = [...out].reduce((sum, [name, value]) => sum + (into.has(name) ? 0 : value), 0);
  return (place: string, form: "whole" | "share" | "narrow" = "whole"): string => {
    const [name, isTarget] = [plain(place), place.endsWith("\u0002")];
    const [left = 0, came = 0] = [out.get(name), into.get(name)];
    const value = isTarget ? came : place === name ? Math.max(left, came) : left;
    const share = began > 0 ? written(value / began, "share", words) : "";
    if (form !== "whole") return `${name}${form === "narrow" ? "\n" : " "}${share}`;
    return `${name} ${written(value, column.unit, words)}${share === "" ? "" : ` (${share})`}`;
  };
};

const [strong, weaker, weakest] = [0.42, 0.7, 0.12];

// Bands between the same places differ in strength, the first of the report being the strongest.
const shadesOf = (links: Link[]): number[] =>
  links.map((link) => {
    const before = links.filter(
      ({ source, target, row }) => source === link.source && target === link.target && row < link.row,
    );
    return Math.max(weakest, strong * weaker ** before.length * (before.length > 0 ? 0.6 : 1));
  });

const stageOf = (name: string): string => plain(name).slice(0, plain(name).length - thing(name).length);

/**
 * Where each thing stands at its stage: as the report orders what goes on, "the others" being its
 * last; what only ends stands below, or above the one it is told before.
 */
export const thingRanks = (links: { source: string; target: string }[]): Map<string, number> => {
  const stages = new Map<string, string[]>();
  for (const { source } of links) {
    const stage = stages.get(stageOf(source)) ?? [];
    if (!stage.includes(source)) stages.set(stageOf(source), [...stage, source]);
  }
  const ranks = new Map<string, number>();
  for (const stage of stages.values())
    stage.forEach((name, at) => {
      const rank = stage.length < 2 ? 0 : at / (stage.length - 1);
      ranks.set(thing(name), Math.max(rank, ranks.get(thing(name)) ?? 0));
    });
  const going = new Map(ranks);
  links.forEach(({ source, target }, at) => {
    if (ranks.has(thing(target))) return;
    const next = links.slice(at).find((link) => link.source === source && going.has(thing(link.target)));
    ranks.set(thing(target), next === undefined ? 2 + at : (going.get(thing(next.target)) ?? 0) - 0.001);
  });
  return ranks;
};

const placesInOrder = (links: Link[], shown: Link[]): string[] => {
  const ranks = thingRanks(links);
  const rankOf = (name: string): number => ranks.get(thing(name)) ?? 0;
  const names = [...new Set(shown.flatMap(({ source, target }) => [source, target]))];
  return names.sort((a, b) => rankOf(a) - rankOf(b));
};

// How many places a way leads through at most.
const depthOf = (links: Link[]): number => {
  const depths = new Map<string, number>();
  for (let round = 0; round < links.length; ++round) {
    const before = [...depths.values()].reduce((sum, depth) => sum + depth, 0);
    for (const { source, target } of links)
      depths.set(target, Math.max(depths.get(target) ?? 0, (depths.get(source) ?? 0) + 1));
    if ([...depths.values()].reduce((sum, depth) => sum + depth, 0) === before) break;
  }
  return 1 + Math.max(0, ...depths.values());
};

export const flowPicture = (drawing: Drawing): Picture | undefined => {
  const { figure } = drawing;
  const column = drawnColumns(figure).find(({ at, unit }) => at >= 2 && unit !== "text");
  if (column === undefined) return undefined;
  const valueOf = (at: number): number => valueAt(figure.rows[at], column) ?? 0;
  const links = figure.rows.map((row, at): Link => ({
    source: row.cells[0]?.text ?? "",
    target: row.cells[1]?.text ?? "",
    row: at,
  }));
  const shown = sided(
    links
      .filter(({ row, source, target }) => valueOf(row) > 0 && source !== "" && target !== "")
      .sort((a, b) => valueOf(b.row) - valueOf(a.row))
      .slice(0, mostBands),
  );
  const names = placesInOrder(links, shown);
  const rows = shown.map(({ row }) => row);
  // What comes to an end is told by the end: those lost stand out wherever they came from.
  const ends = endsOf(shown);
  const places = colourPlaces(
    names,
    shown.map((link) => ({ ...link, value: valueOf(link.row) })),
  );
  const colours = (scheme: Scheme, at: number): string => {
    const place = places[at];
    return place === undefined ? ink[scheme].soft : colourOf(scheme, place);
  };
  const most = Math.min(260, widthOf(drawing) * 0.27);
  const targets = new Set(shown.map(({ target }) => target));
  const sources = new Set(shown.map(({ source }) => source));
  const isFirst = (name: string): boolean => !targets.has(name);
  const isLast = (name: string): boolean => !sources.has(name);
  const depth = depthOf(shown);
  const label = placeLabels(figure, column, drawing);
  const roomOf = (some: string[]): number =>
    Math.min(most, Math.max(24, ...some.map((name) => textWidth(label(name), fontSize) + 4)));
  const shades = shadesOf(shown);
  const [left, right] = [names.filter(isFirst), names.filter(isLast)].map(roomOf);
  const between = (widthOf(drawing) - (left ?? 0) - (right ?? 0) - 60) / Math.max(1, depth - 1) - 24;
  const amid = depth > mostUncrowded ? "narrow" : "share";
  const labelOf = (name: string): string => label(name, isFirst(name) || isLast(name) ? "whole" : amid);
  return {
    rows,
    lying: false,
    height: Math.min(520, Math.max(240, names.length * 20)),
    option: (scheme): ChartOption => ({
      tooltip: {
        trigger: "item",
        ...tipStyle(scheme),
        formatter: (point: unknown) => {
          const name = field(point, "name");
          if (field(point, "dataType") !== "edge")
            return tipOf([label(typeof name === "string" ? name : "")]);
          const at = field(point, "dataIndex");
          const link = shown[typeof at === "number" ? at : -1];
          const lines = link === undefined ? [] : rowSentences(drawing, [link.row], 0).slice(2);
          return tipOf(link === undefined ? [] : [`${plain(link.source)} → ${plain(link.target)}`, ...lines]);
        },
      },
      series: [
        {
          type: "sankey",
          id: column.key,
          left: (left ?? 0) + 14,
          right: (right ?? 0) + 14,
          // Stages stand in their own order, below each other as the report has them.
          nodeAlign: "left",
          layoutIterations: 0,
          top: 12,
          bottom: 12,
          nodeWidth: 12,
          nodeGap: 8,
          draggable: false,
          emphasis: { focus: "none" },
          data: names.map((name, at) => ({
            name,
            itemStyle: { color: colours(scheme, at), borderWidth: 0 },
            label: {
              position: isFirst(name) ? ("left" as const) : ("right" as const),
              width: isFirst(name) || isLast(name) ? most : Math.min(most, between),
            },
          })),
          links: shown.map(({ source, target, row }, at) => ({
            source,
            target,
            value: valueOf(row),
            lineStyle: {
              opacity: cellAt(figure.rows[row], column)?.immature === true ? 0.15 : (shades[at] ?? 0.32),
              color: colours(scheme, names.indexOf(ends.has(target) ? target : source)),
            },
          })),
          lineStyle: { curveness: 0.5 },
          label: {
            color: ink[scheme].text,
            fontSize,
            textBorderColor: ink[scheme].panel,
            textBorderWidth: 3,
            overflow: "truncate",
            formatter: ({ name }: { name: string }) => labelOf(name),
          },
        },
      ],
    }),
  };
};

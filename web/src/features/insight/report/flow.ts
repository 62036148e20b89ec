// Bands from the first column to the second, as wide as the third.
import { ink, type Scheme } from "@/ui";
import { tipOf, tipStyle, type ChartOption } from "@/ui/chart-tip";
import { cellAt, drawnColumns, valueAt } from "./columns";
import { colourOf, mostSeries, rowSentences, widthOf, type Drawing, type Picture } from "./drawing";

const mostBands = 40;

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
  const names = [...new Set(shown.flatMap(({ source, target }) => [source, target]))];
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
  const labelWidth = Math.min(190, widthOf(drawing) * 0.24);
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
            return tipOf([plain(typeof name === "string" ? name : "")]);
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
          left: 8,
          right: labelWidth + 14,
          top: 12,
          bottom: 12,
          nodeWidth: 12,
          nodeGap: 8,
          draggable: false,
          emphasis: { focus: "none" },
          data: names.map((name, at) => ({
            name,
            itemStyle: { color: colours(scheme, at), borderWidth: 0 },
          })),
          links: shown.map(({ source, target, row }) => ({
            source,
            target,
            value: valueOf(row),
            lineStyle: {
              opacity: cellAt(figure.rows[row], column)?.immature === true ? 0.15 : 0.32,
              color: colours(scheme, names.indexOf(ends.has(target) ? target : source)),
            },
          })),
          lineStyle: { curveness: 0.5 },
          label: {
            color: ink[scheme].text,
            fontSize: 12,
            width: labelWidth,
            overflow: "truncate",
            formatter: ({ name }: { name: string }) => plain(name),
          },
        },
      ],
    }),
  };
};

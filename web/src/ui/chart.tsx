import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import { init, use as register, type ECharts } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { paintChart } from "./chart-picture";
import type { ChartOption, ChartTable } from "./chart-tip";
import css from "./chart.module.css";
import { useScheme } from "./controls";
import { ink, type Scheme } from "./palette";
import type { PictureText } from "./picture-page";
import { WithTableBelow, type TableBelow } from "./table-below";
import { useIsNear } from "./use-is-near";
import { usePrinting } from "./use-printing";

register([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  MarkAreaComponent,
  MarkLineComponent,
  AriaComponent,
  LabelLayout,
  CanvasRenderer,
]);

type ChartProps = {
  label: string;
  height: number;
  option: (scheme: Scheme) => ChartOption;
  table: ChartTable;
  /** Its table, which opens below it. */
  below: TableBelow;
  words?: {
    asImage?: string;
    /** What the Enter key opens. */
    opens?: (label: string) => string;
  };
  /**
   * A point was pressed: its place on the axis of names, the value at the pointer when there is one,
   * and the id of the series when its own mark was hit.
   */
  onPoint?: Press;
  /** Whether pressing there opens something; a hand is shown only there. */
  opensAt?: (...place: Parameters<Press>) => boolean;
  /** The names stand on the vertical axis. */
  lying?: boolean;
  /** In the place of the plain table. */
  tableView?: ReactNode;
  /** What is written on the picture when it is saved as an image. */
  image?: PictureText;
};

/** What a painter shows. */
type Shown = { made: ECharts; option: ChartProps["option"]; scheme: Scheme };

type Press = (index: number, value?: number, series?: string) => void;
type Mark = { index: number; series: string };

// What the painter says of a pressed mark.
const markOf = (event: unknown): Mark | undefined => {
  if (typeof event !== "object" || event === null) return undefined;
  const said = new Map<string, unknown>(Object.entries(event));
  const [index, series] = [said.get("dataIndex"), said.get("seriesId")];
  if (said.get("dataType") === "node" || typeof index !== "number" || typeof series !== "string")
    return undefined;
  return { index, series };
};

// Asked for once: asking has the whole page laid out.
const letters = { family: "" };
const fontFamily = (): string => (letters.family ||= getComputedStyle(document.body).fontFamily);

const common = (scheme: Scheme): ChartOption => ({
  animation: false,
  textStyle: {
    fontFamily: fontFamily(),
    color: ink[scheme].text,
    fontSize: 12,
  },
});

// Only an axis of names says which row lies under the pointer.
const categorical = ({ xAxis, yAxis }: ChartOption): boolean =>
  [xAxis, yAxis].flat().some((axis) => axis?.type === "category");

const isFlow = ({ series }: ChartOption): boolean => [series].flat().some((each) => each?.type === "sankey");

// The tip of a flow knows places only; the bands, which are its rows, are lit instead.
const pointAt = (chart: ECharts, index: number, flow: boolean): void => {
  if (!flow) {
    chart.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: index });
    return;
  }
  chart.dispatchAction({ type: "downplay", seriesIndex: 0 });
  chart.dispatchAction({ type: "highlight", seriesIndex: 0, dataIndex: index, dataType: "edge" });
};

const sentence = (table: ChartTable, index: number): string => {
  return table
    .row(index)
    .map((cell, at) => (at === 0 ? cell : `${table.head[at] ?? ""} ${cell}`))
    .join(" · ");
};

const placesOf = (table: ChartTable): number[] => Array.from({ length: table.rows }, (_, at) => at);

const stepOf = (key: string, upright: boolean): number => {
  const [forth, back] = upright ? ["ArrowDown", "ArrowUp"] : ["ArrowRight", "ArrowLeft"];
  return key === forth ? 1 : key === back ? -1 : 0;
};

type PlainTableProps = { label: string; table: ChartTable; onPoint: Press | undefined };

const PlainTable = ({ label, table, onPoint }: PlainTableProps) => (
  <div className={css.scroll} tabIndex={0} role="region" aria-label={label}>
    <table className={css.table}>
      <thead>
        <tr>
          {table.head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {placesOf(table).map((place) => (
          <tr key={place}>
            {table.row(place).map((cell, at) => (
              <td key={table.head[at]}>
                {at === 0 && onPoint !== undefined ? (
                  <button type="button" className={css.switch} onClick={() => onPoint(place)}>
                    {cell}
                  </button>
                ) : (
                  cell
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/**
 * A picture of figures. Arrow keys read it point by point, those across choose what Enter opens; its
 * table opens below it.
 */
export const Chart = (props: ChartProps) => {
  const { label, height, option, table, below, onPoint, opensAt, lying = false, tableView, image } = props;
  const { words = {} } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const scheme = useScheme();
  const printing = usePrinting();
  const [point, setPoint] = useState<number>();
  const [column, setColumn] = useState(0);
  const pressing = useRef({ press: onPoint, opensAt });
  useEffect(() => {
    pressing.current = { press: onPoint, opensAt };
  });
  const hasAxes = useRef(true);
  const rows = useRef(0);
  useEffect(() => {
    rows.current = table.rows;
  });

  useEffect(() => {
    if (box.current === null) return undefined;
    const made = init(box.current, undefined, { renderer: "canvas" });
    chart.current = made;
    // The painter says which mark was hit before it says where.
    let hit: Mark | undefined;
    const place = (event: { offsetX: number; offsetY: number }): Parameters<Press> | undefined => {
      const mark = hit;
      hit = undefined;
      if (mark !== undefined) return [mark.index, undefined, mark.series];
      const at = [event.offsetX, event.offsetY];
      if (!hasAxes.current || !made.containPixel("grid", at)) return undefined;
      const [x = -1, y = -1] = made.convertFromPixel("grid", at);
      const [index, value] = lying ? [y, x] : [x, y];
      return index > -0.5 && index < rows.current - 0.5 ? [Math.round(index), value] : undefined;
    };
    const keep = (event: unknown): void => {
      hit = markOf(event);
    };
    made.on("click", keep);
    made.on("mousemove", keep);
    made.getZr().on("click", (event) => {
      const pressed = place(event);
      if (pressed !== undefined) pressing.current.press?.(...pressed);
    });
    made.getZr().on("mousemove", (event) => {
      const over = place(event);
      const opens = over !== undefined && pressing.current.opensAt?.(...over) === true;
      if (box.current !== null) box.current.dataset["opens"] = String(opens);
    });
    // What measures how long a picture takes looks for this.
    const held = box.current;
    let drawn = 0;
    made.on("finished", () => {
      drawn += 1;
      held.dataset["drawn"] = String(drawn);
    });
    // The first word of the watcher is of the size that it has already.
    const watcher = new ResizeObserver(() => {
      const sized = held.clientWidth === made.getWidth() && held.clientHeight === made.getHeight();
      if (!sized) made.resize();
    });
    watcher.observe(box.current);
    return () => {
      watcher.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, [lying]);

  // A picture far below the window is drawn when it comes near, or goes to paper.
  const wanted = useIsNear(box) || printing;
  const shown = useRef<Shown>(undefined);
  useEffect(() => {
    const made = chart.current;
    const last = shown.current;
    const isShown = last?.made === made && last?.option === option && last.scheme === scheme;
    if (!wanted || made === undefined || isShown) return;
    shown.current = { made, option, scheme };
    const drawn = { ...common(scheme), ...option(scheme) };
    hasAxes.current = categorical(drawn);
    made.setOption(drawn, { notMerge: true });
  }, [option, scheme, lying, wanted]);

  const places = placesOf(table);
  const opensOf = (at: number) => table.opens?.(at) ?? [];
  const opens = point === undefined ? [] : opensOf(point);
  const opened = opens[Math.min(column, opens.length - 1)];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && point !== undefined) onPoint?.(point, undefined, opened?.series);
    const [steps, across] = [stepOf(event.key, lying), stepOf(event.key, !lying)];
    if (steps === 0 && across === 0) return;
    event.preventDefault();
    // With nothing to choose from, all arrows go from point to point.
    const choosing = places.some((at) => opensOf(at).length > 1);
    const along = steps === 0 && (!choosing || point === undefined) ? across : steps;
    if (along === 0) {
      setColumn(Math.max(0, Math.min(opens.length - 1, column + across)));
      return;
    }
    const next = Math.max(0, Math.min(table.rows - 1, (point ?? -1) + along));
    setPoint(next);
    if (chart.current !== undefined) pointAt(chart.current, next, isFlow(option(scheme)));
  };

  return (
    <figure className={css.figure}>
      <div
        ref={box}
        className={css.canvas}
        style={{ height }}
        role="img"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
      />
      <WithTableBelow
        below={below}
        table={tableView ?? <PlainTable label={label} table={table} onPoint={onPoint} />}
      >
        <span className={`${css.read ?? ""} grow`} aria-live="polite">
          {point === undefined ? "" : sentence(table, point)}
          {opened !== undefined && words.opens !== undefined && ` · ${words.opens(opened.label)}`}
        </span>
        {image !== undefined && words.asImage !== undefined && (
          <button
            type="button"
            className={css.switch}
            onClick={() => {
              const shown = chart.current;
              if (shown === undefined) return;
              const size = { width: shown.getWidth(), height: shown.getHeight() };
              paintChart({ ...common("light"), ...option("light") }, size, image);
            }}
          >
            {words.asImage}
          </button>
        )}
      </WithTableBelow>
    </figure>
  );
};

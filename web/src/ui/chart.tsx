import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type ECharts } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { ChartOption, ChartTable } from "./chart-tip";
import css from "./chart.module.css";
import { useScheme } from "./controls";
import { ink, type Scheme } from "./palette";

register([
  BarChart,
  LineChart,
  GridComponent,
  TooltipComponent,
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
  words: { asTable: string; asChart: string };
  /** A point was pressed: its place on the x axis, and the value at the pointer when there is one. */
  onPoint?: (index: number, value?: number) => void;
};

const common = (scheme: Scheme): ChartOption => ({
  animation: false,
  textStyle: {
    fontFamily: getComputedStyle(document.body).fontFamily,
    color: ink[scheme].text,
    fontSize: 12,
  },
});

const sentence = (table: ChartTable, index: number): string => {
  const row = table.rows[index] ?? [];
  return row.map((cell, at) => (at === 0 ? cell : `${table.head[at] ?? ""} ${cell}`)).join(" · ");
};

/** A picture of figures. Arrow keys read it point by point; its table is one press away. */
export const Chart = ({ label, height, option, table, words, onPoint }: ChartProps) => {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const scheme = useScheme();
  const [view, setView] = useState<"chart" | "table">("chart");
  const [point, setPoint] = useState<number>();
  const press = useRef(onPoint);
  useEffect(() => {
    press.current = onPoint;
  });
  const length = table.rows.length;

  useEffect(() => {
    if (box.current === null) return undefined;
    const made = init(box.current, undefined, { renderer: "canvas" });
    chart.current = made;
    made.getZr().on("click", (event: { offsetX: number; offsetY: number }) => {
      const at = [event.offsetX, event.offsetY];
      if (!made.containPixel("grid", at)) return;
      const [index = -1, value] = made.convertFromPixel("grid", at);
      if (index >= 0 && index < length) press.current?.(index, value);
    });
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(box.current);
    return () => {
      watcher.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, [view, length]);

  useEffect(() => {
    chart.current?.setOption({ ...common(scheme), ...option(scheme) }, { notMerge: true });
  }, [option, scheme, view, length]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && point !== undefined) onPoint?.(point);
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(table.rows.length - 1, (point ?? -1) + step));
    setPoint(next);
    chart.current?.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: next });
  };

  // The keys keep the two apart: what held a chart is emptied when the chart goes.
  return (
    <figure className={css.figure}>
      {view === "chart" ? (
        <div
          key="chart"
          ref={box}
          className={css.canvas}
          data-opens={onPoint !== undefined}
          style={{ height }}
          role="img"
          aria-label={label}
          tabIndex={0}
          onKeyDown={onKeyDown}
        />
      ) : (
        <div
          key="table"
          className={css.scroll}
          style={{ maxHeight: height }}
          tabIndex={0}
          role="region"
          aria-label={label}
        >
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
              {table.rows.map((row, place) => (
                <tr key={row[0]}>
                  {row.map((cell, at) => (
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
      )}
      <figcaption className="spread">
        <span className={css.read} aria-live="polite">
          {point === undefined ? "" : sentence(table, point)}
        </span>
        <button
          type="button"
          className={css.switch}
          onClick={() => setView(view === "chart" ? "table" : "chart")}
        >
          {view === "chart" ? words.asTable : words.asChart}
        </button>
      </figcaption>
    </figure>
  );
};

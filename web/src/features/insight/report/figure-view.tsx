import { lazy, Suspense, useMemo, useRef, type ReactNode } from "react";
import type { Meta, ReportFigure } from "@/api/types";
import { useTableBelow } from "@/domain/use-table-below";
import { useT, type Translate } from "@/i18n";
import { EmptyState, format, Panel, usePlaces, useWidth } from "@/ui";
import { openCells, pressedCell } from "./columns";
import type { ContextEvent, Picture } from "./drawing";
import { FigureTable, type OpenCell } from "./figure-table";
import { figureGrid } from "./grid";
import { HeatView } from "./heat-grid";
import { otherCells, otherOf, type ComparedReport, type Other } from "./other";
import { ImageButton } from "./image-button";
import { pictureOf } from "./picture";
import { titled, usePictureText } from "./picture-text";
import css from "./report.module.css";
import { saidOf, textOf } from "./words";

const Chart = lazy(async () => ({ default: (await import("@/ui/chart")).Chart }));
const FlowChart = lazy(async () => ({ default: (await import("@/ui/chart-flow")).Chart }));

type Props = {
  figure: ReportFigure;
  title: string;
  meta: Meta;
  compared: ComparedReport | undefined;
  events: ContextEvent[];
  /** What the report was asked with, in words. */
  asked: string;
  /** On a tile: the title of what was kept stands above the picture, and this below it. */
  caption?: string;
  /** Drawn with the answer; what is not, comes right after. */
  soon?: boolean;
  /** Beside the title. */
  aside?: ReactNode;
  onOpen: OpenCell;
};

// Their measure is who leaves.
const losses = new Set(["cancellations", "cancellation-change", "leaving-reasons"]);

type Imaged = Pick<Props, "figure" | "title" | "meta" | "asked"> & { other: Other | undefined };

const useImage = ({ figure, title, meta, asked, other }: Imaged) =>
  usePictureText({ title: titled(title, figure.title), key: figure.key, meta, asked, beside: other?.label });

/** Squares and tables are painted anew for a picture. */
const Painted = (props: Imaged) => {
  const t = useT();
  const places = usePlaces();
  const image = useImage(props);
  return <ImageButton grid={() => figureGrid(props.figure, props.other, { t, places })} text={image} />;
};

const Drawn = ({
  figure,
  title,
  meta,
  asked,
  picture,
  other,
  caption,
  onOpen,
}: Omit<Props, "compared"> & { picture: Picture; other: Other | undefined }) => {
  const t = useT();
  const places = usePlaces();
  const below = useTableBelow(caption === undefined);
  const words = { t, places };
  const image = useImage({ figure, title, meta, asked, other });
  const at = (index: number): number => picture.rows[index] ?? -1;
  const table = {
    head: figure.columns.map((column) => column.label),
    rows: picture.rows.length,
    row: (index: number) =>
      figure.columns.map((column, place) => saidOf(figure.rows[at(index)]?.cells[place], column.unit, words)),
    opens: (index: number) =>
      openCells(figure, at(index)).map(({ column }) => ({ series: column.key, label: column.label })),
  };
  const Painter = figure.shape === "flow" ? FlowChart : Chart;
  const pressedAt = (index: number, value?: number, series?: string) => {
    const row = at(index);
    return { row, pressed: pressedCell(figure, { row, column: series, value }) };
  };
  return (
    <Suspense fallback={<div style={{ height: picture.height + 20 }} />}>
      <Painter
        label={figure.title}
        height={picture.height}
        lying={picture.lying}
        option={picture.option}
        table={table}
        tableView={
          <FigureTable figure={figure} other={other} bounded={caption !== undefined} onOpen={onOpen} />
        }
        opensAt={(...place) => pressedAt(...place).pressed !== undefined}
        onPoint={(...place) => {
          const { row, pressed } = pressedAt(...place);
          if (pressed === undefined) return;
          const name = textOf(figure.rows[row]?.cells[0], figure.columns[0]?.unit ?? "text", words);
          onOpen(pressed.cell, `${name} ${pressed.column.label}`);
        }}
        below={below}
        words={{
          asImage: t("insight.image"),
          opens: (name) => t("chart.enterOpens", { name }),
        }}
        image={image}
      />
    </Suspense>
  );
};

// Where the comparison is to be seen: not every picture draws it, and not every row has one.
const comparedNote = (figure: ReportFigure, other: Other, picture: Picture, t: Translate): string => {
  const name = { name: other.label };
  if (picture.compared === true) return t("insight.comparedMarks", name);
  const cells = otherCells(figure, other);
  const isThere = figure.rows.some((_, at) => figure.columns.some(({ key }) => cells(at, key) !== undefined));
  return isThere ? t("insight.comparedInTable", name) : t("insight.comparedNowhere", name);
};

/** One figure of a report: its picture, below which its table opens, or the table alone. */
export const FigureView = (props: Props) => {
  const { figure, title, caption, aside, compared, events, soon = true, onOpen } = props;
  const analysis = props.meta.definition.key;
  const t = useT();
  const places = usePlaces();
  const other = useMemo(() => otherOf(compared, figure.key), [compared, figure.key]);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const picture = useMemo(
    () =>
      pictureOf({
        figure,
        words: { t, places },
        other,
        events,
        worseWhenMore: losses.has(analysis),
        ...(width === undefined ? {} : { width }),
      }),
    [figure, t, places, other, events, analysis, width],
  );
  const left = picture === undefined ? 0 : figure.rows.length - picture.rows.length;
  const undrawn = picture?.undrawn ?? [];
  const notes = [
    figure.note,
    ...(picture?.cutAt === undefined ? [] : [t("insight.axisCut", { from: picture.cutAt })]),
    ...(left > 0 ? [t("insight.notDrawn", { n: picture?.rows.length ?? 0, left: format.count(left) })] : []),
    ...(undrawn.length > 0 ? [t("insight.columnsNotDrawn", { names: undrawn.join(t("common.comma")) })] : []),
    ...(other !== undefined && picture !== undefined ? [comparedNote(figure, other, picture, t)] : []),
    ...(figure.shape === "heat" && figure.rows.some(({ cells }) => cells.some(({ immature }) => immature))
      ? [t("insight.immatureSquares")]
      : []),
    ...(figure.left_out > 0 ? [t("insight.leftOut", { n: format.count(figure.left_out) })] : []),
  ].filter((note) => note !== "");
  return (
    <Panel title={caption === undefined ? figure.title : titled(title, figure.title)} aside={aside}>
      <div ref={box} />
      {caption !== undefined && <p className="caption">{caption}</p>}
      {figure.rows.length === 0 ? (
        <EmptyState title={t("insight.empty")} />
      ) : picture !== undefined ? (
        <Drawn {...props} other={other} picture={picture} />
      ) : figure.shape === "heat" ? (
        <HeatView
          figure={figure}
          other={other}
          bounded={caption !== undefined}
          soon={soon}
          image={<Painted {...props} other={other} />}
          onOpen={onOpen}
        />
      ) : (
        <FigureTable figure={figure} other={other} bounded={caption !== undefined} onOpen={onOpen} />
      )}
      {figure.rows.length > 0 && picture === undefined && figure.shape !== "heat" && (
        <Painted {...props} other={other} />
      )}
      {notes.length > 0 && <p className={css.note}>{notes.join(" ")}</p>}
    </Panel>
  );
};

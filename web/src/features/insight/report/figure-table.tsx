import { Fragment, memo, useMemo, useState } from "react";
import type { ReportCell, ReportColumn, ReportFigure } from "@/api/types";
import { useT } from "@/i18n";
import { Button, format, usePlaces } from "@/ui";
import { isTime } from "./columns";
import { differenceOf, isSure } from "./difference";
import { otherCells, type Other } from "./other";
import css from "./report.module.css";
import { sortedRows, type Order } from "./sorting";
import { basisParts, differenceText, textOf, type Words } from "./words";

/** Of the report itself, or of the one it is compared with. */
export type Side = "here" | "there";
export type OpenCell = (cell: ReportCell, title: string, side?: Side) => void;

const Value = ({
  cell,
  column,
  title,
  words,
  onOpen,
}: {
  cell: ReportCell;
  column: ReportColumn;
  title: string;
  words: Words;
  onOpen: OpenCell;
}) => {
  const basis = basisParts(cell, column.unit, words);
  const text = textOf(cell, column.unit, words);
  const missing = cell.text === null && cell.value === null;
  return (
    <>
      {cell.people === null ? (
        <span
          title={missing ? words.t("common.noData") : undefined}
          className={missing ? "faint" : undefined}
        >
          {text}
        </span>
      ) : (
        <button type="button" className={css.open} onClick={() => onOpen(cell, title)}>
          {text}
        </button>
      )}
      {basis.length > 0 && (
        <span className={css.basis}>
          {basis.map((part, at) => (
            <Fragment key={part}>
              {at > 0 && <> </>}
              <span className={css.part}>{part}</span>
            </Fragment>
          ))}
        </span>
      )}
    </>
  );
};

/** Below a value: the one it is compared with, and how much they differ. */
const Beside = ({
  here,
  there,
  column,
  title,
  words,
  onOpen,
}: {
  here: ReportCell;
  there: ReportCell | undefined;
  column: ReportColumn;
  title: string;
  words: Words;
  onOpen: OpenCell;
}) => {
  if (there === undefined) return null;
  const found = isTime(column.unit) ? undefined : differenceOf(here, there);
  return (
    <span className={css.beside}>
      <span className={css.part}>
        {there.people === null ? (
          textOf(there, column.unit, words)
        ) : (
          <button type="button" className={css.open} onClick={() => onOpen(there, title, "there")}>
            {textOf(there, column.unit, words)}
          </button>
        )}
        {there.n !== null && ` n = ${format.count(there.n)}`}
      </span>
      {found !== undefined && (
        <span className={css.part} data-sure={isSure(found)}>
          {differenceText(found, column.unit, words)}
        </span>
      )}
    </span>
  );
};

const mostAtFirst = 50;

const isWords = (column: ReportColumn, at: number): boolean => column.unit === "text" || at === 0;

const PlainFigureTable = ({
  figure,
  other,
  bounded = false,
  onOpen,
}: {
  figure: ReportFigure;
  other?: Other | undefined;
  /** In a frame of its own height: it scrolls by itself. */
  bounded?: boolean;
  onOpen: OpenCell;
}) => {
  const t = useT();
  const places = usePlaces();
  const [order, setOrder] = useState<Order>();
  const rows = useMemo(() => sortedRows(figure.rows, order), [figure.rows, order]);
  const [whole, setWhole] = useState(false);
  const shown = whole || rows.length <= mostAtFirst + 10 ? rows : rows.slice(0, mostAtFirst);
  const words = { t, places };
  const besideOf = useMemo(() => otherCells(figure, other), [figure, other]);
  const head = (column: ReportColumn, at: number) => {
    const sorted = order?.at === at ? order.falling : undefined;
    return (
      <th
        key={column.key}
        scope="col"
        data-words={isWords(column, at) ? "" : undefined}
        aria-sort={sorted === undefined ? undefined : sorted ? "descending" : "ascending"}
      >
        <button
          type="button"
          className={css.sort}
          onClick={() =>
            setOrder(sorted === undefined ? { at, falling: !isWords(column, at) } : { at, falling: !sorted })
          }
        >
          {column.label}
          {sorted === undefined ? "" : sorted ? " ▾" : " ▴"}
        </button>
      </th>
    );
  };
  return (
    <div
      className={css.scroll}
      data-bounded={bounded ? "" : undefined}
      tabIndex={0}
      role="region"
      aria-label={figure.title}
    >
      <table className={css.table}>
        {other !== undefined && (
          <caption className={css.caption}>{t("insight.comparedCells", { name: other.label })}</caption>
        )}
        <thead>
          <tr>{figure.columns.map(head)}</tr>
        </thead>
        <tbody>
          {shown.map(({ row, at }) => (
            <tr key={at}>
              {figure.columns.map((column, place) => {
                const cell = row.cells[place];
                if (cell === undefined) return <td key={column.key} />;
                const name = textOf(row.cells[0], figure.columns[0]?.unit ?? "text", words);
                const Place = place === 0 ? "th" : "td";
                return (
                  <Place
                    key={column.key}
                    scope={place === 0 ? "row" : undefined}
                    data-words={isWords(column, place) ? "" : undefined}
                    data-immature={cell.immature}
                    title={isWords(column, place) ? (cell.text ?? undefined) : undefined}
                  >
                    <Value
                      cell={cell}
                      column={column}
                      title={place === 0 ? name : `${name} ${column.label}`}
                      words={words}
                      onOpen={onOpen}
                    />
                    {other !== undefined && !isWords(column, place) && (
                      <Beside
                        here={cell}
                        there={besideOf(at, column.key)}
                        column={column}
                        title={`${name} ${column.label} (${other.label})`}
                        words={words}
                        onOpen={onOpen}
                      />
                    )}
                  </Place>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <Button variant="subtle" onClick={() => setWhole(true)}>
          {t("insight.allRows", { n: format.count(rows.length) })}
        </Button>
      )}
    </div>
  );
};

/** A figure as a table: sortable by every column, people behind the underlined numbers. */
export const FigureTable = memo(PlainFigureTable);

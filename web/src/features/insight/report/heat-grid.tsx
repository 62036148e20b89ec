import {
  memo,
  useCallback,
  useMemo,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from "react";
import type { ReportFigure } from "@/api/types";
import { useTableBelow } from "@/domain/use-table-below";
import { useT } from "@/i18n";
import { Button, format, HintArea, usePlaces, WithTableBelow } from "@/ui";
import shared from "../insight.module.css";
import { FigureTable, type OpenCell } from "./figure-table";
import type { Other } from "./other";
import css from "./report.module.css";
import { useLater } from "./use-later";
import {
  firstSquare,
  squareAfter,
  squareLines,
  squaresOf,
  squareTitle,
  squareWidths,
  type Place,
  type SquareRow,
} from "./squares";

type Props = { figure: ReportFigure; other?: Other | undefined; onOpen: OpenCell };

const mostAtFirst = 40;

const textAt = ({ row, column }: Place): string => `${row},${column}`;

const placeAt = (text: string): Place => {
  const [row = -1, column = -1] = text.split(",").map(Number);
  return { row, column };
};

const placeOf = (target: EventTarget): Place | undefined => {
  const text = target instanceof Element ? target.closest("[data-at]")?.getAttribute("data-at") : undefined;
  return text == null ? undefined : placeAt(text);
};

/** `stop`: the square of the row that the Tab key reaches. */
const PlainRow = ({ row, at, stop }: { row: SquareRow; at: number; stop: number | undefined }) => (
  <tr>
    <th scope="row" title={row.name}>
      {row.name}
    </th>
    {row.beside.map((text, place) => (
      <td key={place} className={shared.none}>
        {text}
      </td>
    ))}
    {row.squares.map((square, column) =>
      square === undefined ? (
        <td key={`s${column}`} />
      ) : (
        <td
          key={`s${column}`}
          className={shared.heat}
          style={{ background: square.ground }}
          data-at={textAt({ row: at, column })}
          data-immature={square.cell.immature ? "" : undefined}
          data-opens={square.cell.people === null ? undefined : ""}
          aria-haspopup={square.cell.people === null ? undefined : "dialog"}
          tabIndex={stop === column ? 0 : -1}
        >
          {square.cell.value === 0 ? <span className={css.zero}>{square.text}</span> : square.text}
          {square.n !== "" && <span className={shared.small}>{square.n}</span>}
          {square.moved !== "" && (
            <span className={shared.small} data-sure={square.sure}>
              {square.moved}
            </span>
          )}
        </td>
      ),
    )}
  </tr>
);

const HeatRow = memo(PlainRow);

/** `onRead`: of the square that has the focus, all that it says; nothing when none has. */
const PlainGrid = ({ figure, other, onOpen, onRead }: Props & { onRead: (said: string) => void }) => {
  const t = useT();
  const places = usePlaces();
  const squares = useMemo(() => squaresOf(figure, other, { t, places }), [figure, other, t, places]);
  const [whole, setWhole] = useState(false);
  const [focused, setFocused] = useState<Place>();
  const corner = figure.columns[0]?.label ?? "";
  const widths = useMemo(() => squareWidths(squares, corner), [squares, corner]);
  const cut = !whole && squares.rows.length > mostAtFirst + 10;
  const shown = cut ? squares.rows.slice(0, mostAtFirst) : squares.rows;
  const isStill = focused !== undefined && shown[focused.row]?.squares[focused.column] !== undefined;
  const stop = isStill ? focused : firstSquare(squares);
  const linesOf = (place: Place): string[] => squareLines(squares, place, figure, other, { t, places });
  const open = (place: Place): void => {
    const cell = squares.rows[place.row]?.squares[place.column]?.cell;
    if (cell !== undefined && cell.people !== null) onOpen(cell, squareTitle(squares, place));
  };
  const onClick = (event: MouseEvent): void => {
    const place = placeOf(event.target);
    if (place !== undefined) open(place);
  };
  const onFocus = (event: FocusEvent): void => {
    const place = placeOf(event.target);
    if (place === undefined) return;
    setFocused(place);
    onRead(linesOf(place).join(" · "));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = placeOf(event.target);
    if (place === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open(place);
      return;
    }
    const next = squareAfter({ ...squares, rows: shown }, place, event.key);
    if (next === undefined) return;
    event.preventDefault();
    const square = event.currentTarget.querySelector(`[data-at="${textAt(next)}"]`);
    if (square instanceof HTMLElement) square.focus();
  };
  return (
    <>
      {other !== undefined && (
        <p className={css.caption}>{t("insight.comparedSquares", { name: other.label })}</p>
      )}
      <div className={shared.scroll}>
        <HintArea hintAt={(at) => linesOf(placeAt(at)).join("\n")}>
          <table
            className={shared.grid}
            role="grid"
            aria-label={figure.title}
            onClick={onClick}
            onFocus={onFocus}
            onBlur={() => onRead("")}
            onKeyDown={onKeyDown}
          >
            <colgroup>
              {[widths.name, ...widths.beside, ...widths.drawn].map((width, at) => (
                <col key={at} style={{ width }} />
              ))}
            </colgroup>
            <thead>
              <tr>
                <th scope="col" className={css.corner}>
                  {corner}
                </th>
                {[...squares.beside, ...squares.drawn].map((column) => (
                  <th key={column.key} scope="col" title={column.label}>
                    <span className={css.column}>{column.label}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row, at) => (
                <HeatRow key={at} row={row} at={at} stop={stop?.row === at ? stop.column : undefined} />
              ))}
            </tbody>
          </table>
        </HintArea>
      </div>
      {cut && (
        <Button variant="subtle" onClick={() => setWhole(true)}>
          {t("insight.allRows", { n: format.count(squares.rows.length) })}
        </Button>
      )}
    </>
  );
};

const HeatGrid = memo(PlainGrid);

/**
 * A square per row and drawn column, darker for more; grey while it says little. One stop of the Tab
 * key: arrows go from square to square and read it below, Enter opens; its table opens below it.
 */
export const HeatView = ({
  image,
  bounded,
  soon,
  ...asked
}: Props & {
  /** What hands the squares out as a picture. */
  image: ReactNode;
  bounded: boolean;
  /** They are what the page opens on. */
  soon: boolean;
}) => {
  const drawn = useLater(asked.figure, asked.other, soon);
  const props = { ...asked, ...drawn };
  const below = useTableBelow(!bounded);
  const [read, setRead] = useState("");
  const onRead = useCallback((said: string) => setRead(said), []);
  return (
    <figure className={css.squares} aria-busy={drawn.figure !== asked.figure}>
      <HeatGrid {...props} onRead={onRead} />
      <WithTableBelow below={below} table={<FigureTable {...props} bounded={bounded} />}>
        <span className={`${css.read ?? ""} grow`} aria-live="polite">
          {read}
        </span>
        {image}
      </WithTableBelow>
    </figure>
  );
};

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import css from "./data-table.module.css";

export type Column<Row> = {
  key: string;
  header: ReactNode;
  /** A CSS grid track: "120px", "minmax(120px, 1fr)". */
  width: string;
  align?: "left" | "right";
  cell: (row: Row) => ReactNode;
  /** How the rows are sorted by it, where they are. */
  sorted?: "ascending" | "descending";
};

type DataTableProps<Row> = {
  label: string;
  rows: Row[];
  columns: Column<Row>[];
  rowKey: (row: Row) => string | number;
  onOpen?: (row: Row) => void;
  /** Further keys on the selected row; answers true when the key was taken. */
  onKey?: (key: string, row: Row) => boolean;
  onNearEnd?: () => void;
  empty?: ReactNode;
  rowHeight?: number;
  bare?: boolean;
  autoFocus?: boolean;
};

const stepOf = (key: string): number => {
  if (key === "j" || key === "ArrowDown") return 1;
  if (key === "k" || key === "ArrowUp") return -1;
  if (key === "PageDown") return 12;
  if (key === "PageUp") return -12;
  return 0;
};

/** Any number of rows, only the visible ones in the page; `j` `k` move, Enter opens. */
export const DataTable = <Row,>(props: DataTableProps<Row>) => {
  const { rows, columns, rowHeight = 32, onOpen, onKey, onNearEnd } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState(props.autoFocus === true ? 0 : -1);
  const id = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const lines = virtual.getVirtualItems();
  const lastSeen = lines.at(-1)?.index ?? 0;

  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - 20) onNearEnd?.();
  }, [lastSeen, rows.length, onNearEnd]);

  useEffect(() => {
    if (props.autoFocus === true) scroll.current?.focus({ preventScroll: true });
  }, [props.autoFocus]);

  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter on what stands in a head or a cell is its own.
    if (event.key === "Enter" && event.target !== event.currentTarget) return;
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[selected];
    const step = stepOf(event.key);
    if (step !== 0) {
      event.preventDefault();
      const next = Math.max(0, Math.min(rows.length - 1, selected + step));
      setSelected(next);
      virtual.scrollToIndex(next);
    } else if (row !== undefined && event.key === "Enter") {
      event.preventDefault();
      onOpen?.(row);
    } else if (row !== undefined && onKey?.(event.key, row) === true) {
      event.preventDefault();
    }
  };

  const template = columns.map((column) => column.width).join(" ");
  return (
    <div className={css.table} data-bare={props.bare === true}>
      <div
        className={css.scroll}
        ref={scroll}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={selected >= 0 && selected < rows.length ? `${id}-${selected}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div
          className={css.head}
          role="row"
          style={{ gridTemplateColumns: template, position: "sticky", top: 0, zIndex: 1 }}
        >
          {columns.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={column.sorted}
              className={css.cell}
              data-align={column.align ?? "left"}
            >
              {column.header}
            </div>
          ))}
        </div>
        <div role="rowgroup" className={css.canvas} style={{ height: virtual.getTotalSize() }}>
          {lines.map((line) => {
            const row = rows[line.index];
            if (row === undefined) return null;
            return (
              <div
                key={props.rowKey(row)}
                id={`${id}-${line.index}`}
                role="row"
                aria-rowindex={line.index + 2}
                aria-selected={line.index === selected}
                data-opens={onOpen !== undefined}
                className={css.line}
                style={{
                  gridTemplateColumns: template,
                  height: rowHeight,
                  transform: `translateY(${line.start}px)`,
                }}
                onClick={() => {
                  setSelected(line.index);
                  onOpen?.(row);
                }}
              >
                {columns.map((column) => (
                  <div
                    key={column.key}
                    role="gridcell"
                    className={css.cell}
                    data-align={column.align ?? "left"}
                  >
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {rows.length === 0 && props.empty !== undefined && (
          <div role="row">
            <div role="gridcell">{props.empty}</div>
          </div>
        )}
      </div>
    </div>
  );
};

import { memo, useMemo } from "react";
import type { ReportFigure } from "@/api/types";
import { useT } from "@/i18n";
import { format, HintArea, usePlaces } from "@/ui";
import { HeatCell } from "../heat-cell";
import shared from "../insight.module.css";
import { cellAt, drawnColumns } from "./columns";
import { differenceOf, isSure } from "./difference";
import type { OpenCell } from "./figure-table";
import { strengthIn } from "./heat";
import { otherCells, type Other } from "./other";
import css from "./report.module.css";
import { basisOf, change, labelOf, textOf } from "./words";

const PlainHeatGrid = ({
  figure,
  other,
  onOpen,
}: {
  figure: ReportFigure;
  other?: Other | undefined;
  onOpen: OpenCell;
}) => {
  const t = useT();
  const places = usePlaces();
  const words = { t, places };
  const drawn = drawnColumns(figure);
  const beside = figure.columns
    .map((column, at) => ({ ...column, at }))
    .slice(1)
    .filter((column) => !drawn.some(({ key }) => key === column.key));
  const strength = strengthIn(figure);
  const besideOf = useMemo(() => otherCells(figure, other), [figure, other]);
  const unit = figure.columns[0]?.unit ?? "text";
  return (
    <div className={shared.scroll} tabIndex={0} role="region" aria-label={figure.title}>
      <HintArea>
        <table className={shared.grid}>
          {other !== undefined && (
            <caption className={css.caption}>{t("insight.comparedSquares", { name: other.label })}</caption>
          )}
          <thead>
            <tr>
              <th scope="col" className={css.corner}>
                {figure.columns[0]?.label}
              </th>
              {[...beside, ...drawn].map((column) => (
                <th key={column.key} scope="col" title={column.label}>
                  <span className={css.column}>{column.label}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figure.rows.map((row, at) => {
              const name = textOf(row.cells[0], unit, words);
              return (
                <tr key={at}>
                  <th scope="row" title={name}>
                    {name}
                  </th>
                  {beside.map((column) => (
                    <td key={column.key} className={shared.none}>
                      {textOf(cellAt(row, column), column.unit, words)}
                    </td>
                  ))}
                  {drawn.map((column) => {
                    const cell = cellAt(row, column);
                    if (cell === undefined || (cell.value === null && cell.text === null))
                      return <td key={column.key} />;
                    const title = `${name} × ${column.label}`;
                    const basis = basisOf(cell, column.unit, words);
                    const there = besideOf(at, column.key);
                    const moved = there === undefined ? undefined : differenceOf(cell, there);
                    const before =
                      there === undefined || other === undefined
                        ? ""
                        : `${other.label} ${textOf(there, column.unit, words)} ${basisOf(there, column.unit, words)}`;
                    return (
                      <td key={column.key}>
                        <HeatCell
                          {...strength(cell, column)}
                          immature={cell.immature}
                          label={title}
                          hint={[title, textOf(cell, column.unit, words), basis, before]
                            .concat(cell.immature ? [t("common.fewData")] : [])
                            .filter((line) => line !== "")
                            .join("\n")}
                          onOpen={cell.people === null ? undefined : () => onOpen(cell, title)}
                        >
                          <span className={cell.value === 0 ? css.zero : undefined}>
                            {labelOf(cell, column.unit, words)}
                          </span>
                          {cell.n !== null && column.unit !== "count" && (
                            <span className={shared.small}>{format.count(cell.n)}</span>
                          )}
                          {moved !== undefined && (
                            <span className={shared.small} data-sure={isSure(moved)}>
                              {change(moved.value, column.unit, words)}
                            </span>
                          )}
                        </HeatCell>
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </HintArea>
    </div>
  );
};

/** A square per row and drawn column, darker for more; grey while it says little. */
export const HeatGrid = memo(PlainHeatGrid);

import type { ReportCell, ReportColumn, ReportFigure } from "@/api/types";
import { cellAt, drawnColumns } from "./columns";

export type Strength = { strength: number; hue: "accent" | "danger" };

/** How dark a square is: its size beside the largest that is sure, columns of a unit together. */
export const strengthIn = (figure: ReportFigure): ((cell: ReportCell, column: ReportColumn) => Strength) => {
  const largest = new Map<string, number>();
  for (const column of drawnColumns(figure)) {
    for (const row of figure.rows) {
      const cell = cellAt(row, column);
      if (cell === undefined || cell.immature) continue;
      largest.set(column.unit, Math.max(largest.get(column.unit) ?? 0, Math.abs(cell.value ?? 0)));
    }
  }
  return (cell, column) => {
    const most = largest.get(column.unit) ?? 0;
    const value = cell.value ?? 0;
    return { strength: most === 0 ? 0 : Math.abs(value) / most, hue: value < 0 ? "danger" : "accent" };
  };
};

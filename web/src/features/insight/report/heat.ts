import type { ReportCell, ReportColumn, ReportFigure } from "@/api/types";
import { cellAt, drawnColumns } from "./columns";

export type Strength = { strength: number; hue: "accent" | "danger" };

type Range = { least: number; most: number };

/**
 * How dark a square is: its size beside the largest that is sure, columns of a unit together. Where
 * all are large, the smallest is the lightest: differences are what is looked for.
 */
export const strengthIn = (figure: ReportFigure): ((cell: ReportCell, column: ReportColumn) => Strength) => {
  const ranges = new Map<string, Range>();
  for (const column of drawnColumns(figure)) {
    for (const row of figure.rows) {
      const cell = cellAt(row, column);
      if (cell?.value == null || cell.immature) continue;
      const size = Math.abs(cell.value);
      const { least, most } = ranges.get(column.unit) ?? { least: size, most: size };
      ranges.set(column.unit, { least: Math.min(least, size), most: Math.max(most, size) });
    }
  }
  return (cell, column) => {
    const { least, most } = ranges.get(column.unit) ?? { least: 0, most: 0 };
    const value = cell.value ?? 0;
    const ground = least > most / 2 && least < most ? least - (most - least) / 4 : 0;
    const strength = most === 0 ? 0 : Math.max(0, (Math.abs(value) - ground) / (most - ground));
    return { strength, hue: value < 0 ? "danger" : "accent" };
  };
};

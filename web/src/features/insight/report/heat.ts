import type { ReportCell, ReportColumn, ReportFigure } from "@/api/types";
import { cellAt, drawnColumns } from "./columns";

export type Strength = { strength: number; hue: "accent" | "danger" };

const even = 0.25;

type Range = { least: number; most: number };

/**
 * How dark a square is: its size beside the largest that is sure, columns of a unit together. Where
 * all are large, the smallest is the lightest: differences are what is looked for. A column that
 * says the same everywhere (all who began are there at the beginning) sets no measure.
 */
export const strengthIn = (figure: ReportFigure): ((cell: ReportCell, column: ReportColumn) => Strength) => {
  const ranges = new Map<string, Range>();
  const columns = drawnColumns(figure).map((column) => ({
    column,
    sizes: figure.rows.flatMap((row) => {
      const cell = cellAt(row, column);
      return cell?.value == null || cell.immature ? [] : [Math.abs(cell.value)];
    }),
  }));
  const telling = columns.filter(({ sizes }) => new Set(sizes).size > 1);
  for (const { column, sizes } of telling.length > 0 ? telling : columns) {
    for (const size of sizes) {
      const { least, most } = ranges.get(column.unit) ?? { least: size, most: size };
      ranges.set(column.unit, { least: Math.min(least, size), most: Math.max(most, size) });
    }
  }
  return (cell, column) => {
    const { least, most } = ranges.get(column.unit) ?? { least: 0, most: 0 };
    const value = cell.value ?? 0;
    if (least === most) return { strength: value === 0 ? 0 : even, hue: value < 0 ? "danger" : "accent" };
    const ground = least > most / 2 && least < most ? least - (most - least) / 4 : 0;
    const strength = Math.max(0, (Math.abs(value) - ground) / (most - ground));
    return { strength, hue: value < 0 ? "danger" : "accent" };
  };
};

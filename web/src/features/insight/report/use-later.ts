import { useDeferredValue, useMemo } from "react";
import type { ReportFigure } from "@/api/types";
import type { Other } from "./other";

export type Drawable = { figure: ReportFigure; other: Other | undefined };

/**
 * What squares and tables are drawn of: those below the first picture of a page come right after it.
 * Until then they show the answer before, whose cells open nobody (use-cell.ts).
 */
export const useLater = (figure: ReportFigure, other: Other | undefined, soon: boolean): Drawable => {
  const now = useMemo(() => ({ figure, other }), [figure, other]);
  const later = useDeferredValue(now);
  return soon ? now : later;
};

import { createContext, useContext, type ReactNode } from "react";
import type { AnalysisFilter } from "@/api/queries";
import type { ReportCell } from "@/api/types";
import type { AnalysisView } from "@/domain/analysis-view";

/** What a tile shows: a figure or a headline of an analysis under a view. */
export type TileOf = {
  analysis: string;
  view: AnalysisView;
  shown: string;
  /** Of the saved view that it shows. */
  name?: string | undefined;
};

/** What boards need of the analyses' pages; the application knows both. */
export type Analyses = {
  asked: (view: AnalysisView) => { filter: AnalysisFilter; choices: string };
  draw: (tile: TileOf) => ReactNode;
  /** What a view asks beside its days, in words, with what may be done about it; nothing when it asks nothing. */
  Filtered: (props: { analysis: string; view: AnalysisView; children?: ReactNode }) => ReactNode;
  written: (cell: ReportCell, unit: string) => string;
};

const Given = createContext<Analyses | undefined>(undefined);
export const AnalysesProvider = Given.Provider;

export const useAnalyses = (): Analyses => {
  const given = useContext(Given);
  if (given === undefined) throw new Error("boards are shown inside an AnalysesProvider");
  return given;
};

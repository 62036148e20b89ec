import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { comparedReportQuery, reportQuery, segmentsQuery } from "@/api/queries";
import type { AnalysisView } from "@/domain/analysis-view";
import { useShop } from "@/domain/shop";
import { useT, wordFor, type Translate } from "@/i18n";
import { useToday } from "@/ui";
import { askedFilter, comparedFilter, comparisonOf, type Comparison } from "./address";
import type { ComparedReport } from "./other";

type Named = { id: number; name: string };

/** What the other side of a comparison is called. */
const labelOf = (comparison: Comparison | undefined, segments: Named[], t: Translate): string => {
  if (comparison?.kind !== "segment") return wordFor(t, "insight.compare", comparison?.kind ?? "none");
  const found = segments.find(({ id }) => String(id) === comparison.segment);
  return found?.name ?? t("insight.compare.segmentGone");
};

/** The report of a view, and the one it is compared with. */
export const useReports = (analysis: string, view: AnalysisView) => {
  const t = useT();
  const shop = useShop();
  const today = useToday();
  const choices = view.choices ?? "";
  const comparison = comparisonOf(view);
  const asked = { filter: askedFilter(view, today), choices };
  const beside = comparedFilter(view, today);
  const found = useQuery(reportQuery(shop.id, analysis, asked));
  const other = useQuery(
    comparedReportQuery(shop.id, analysis, beside && { filter: beside.filter, choices }),
  );
  const segments = useQuery({ ...segmentsQuery(shop.id), enabled: comparison?.kind === "segment" });
  const label = labelOf(comparison, segments.data?.items ?? [], t);
  const [months, days] = [beside?.back.months ?? 0, beside?.back.days ?? 0];
  const there = beside === undefined ? undefined : other.data;
  const compared = useMemo(
    (): ComparedReport | undefined =>
      there === undefined ? undefined : { report: there, label, months, days },
    [there, label, months, days],
  );
  return { asked, beside, found, compared, besideError: beside === undefined ? null : other.error };
};

export type Reports = ReturnType<typeof useReports>;

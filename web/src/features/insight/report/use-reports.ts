import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { comparedReportQuery, reportQuery, segmentsQuery } from "@/api/queries";
import type { Report } from "@/api/types";
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

/** What is shown together: a report with the one it is compared with. */
type Shown = { analysis: string; report: Report; compared: ComparedReport | undefined };

const isSame = (one: Shown | undefined, other: Shown): boolean =>
  one?.analysis === other.analysis &&
  one.report === other.report &&
  one.compared?.report === other.compared?.report &&
  one.compared?.label === other.compared?.label &&
  one.compared?.months === other.compared?.months &&
  one.compared?.days === other.compared?.days;

/** The last of what was given whole: nothing jumps while only a part of the next is there. */
const useLastWhole = (given: Shown | undefined, isWhole: boolean, analysis: string): Shown | undefined => {
  const [last, setLast] = useState<Shown>();
  if (given !== undefined && isWhole && !isSame(last, given)) setLast(given);
  return given === undefined || last?.analysis !== analysis ? undefined : last;
};

/**
 * The report of a view, and the one it is compared with. Both are handed out when both have answered,
 * those of the question before until then.
 */
export const useReports = (analysis: string, view: AnalysisView) => {
  const t = useT();
  const shop = useShop();
  const today = useToday();
  const choices = view.choices ?? "";
  const comparison = comparisonOf(view);
  const asked = { filter: askedFilter(view, today), choices };
  const beside = comparedFilter(view, today);
  const own = useQuery(reportQuery(shop.id, analysis, asked));
  const other = useQuery(
    comparedReportQuery(shop.id, analysis, beside && { filter: beside.filter, choices }),
  );
  const segments = useQuery({ ...segmentsQuery(shop.id), enabled: comparison?.kind === "segment" });
  const compared: ComparedReport | undefined =
    beside === undefined || other.data === undefined
      ? undefined
      : { report: other.data, label: labelOf(comparison, segments.data?.items ?? [], t), ...beside.back };
  const given = own.data && { analysis, report: own.data, compared };
  const isWhole = !own.isPlaceholderData && (beside === undefined || !other.isPending);
  const shown = useLastWhole(given, isWhole, analysis);
  return {
    asked,
    beside,
    data: shown?.report,
    compared: shown?.compared,
    /** When its numbers were read, in milliseconds. */
    readAt: own.dataUpdatedAt,
    error: own.error,
    besideError: beside === undefined ? null : other.error,
    /** It answers what was asked before. */
    isOld: !isWhole,
  };
};

export type Reports = ReturnType<typeof useReports>;

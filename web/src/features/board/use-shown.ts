import { useQuery } from "@tanstack/react-query";
import { reportQuery } from "@/api/queries";
import type { AnalysisView } from "@/domain/analysis-view";
import { useShop } from "@/domain/shop";
import { useAnalyses } from "./asking";
import { shownChoices } from "./shown";

/** The headlines and figures that an analysis answers under a view, to choose one. */
export const useShown = (analysis: string | undefined, view: AnalysisView) => {
  const shop = useShop();
  const { asked } = useAnalyses();
  const { data } = useQuery({
    ...reportQuery(shop.id, analysis ?? "", asked(view)),
    enabled: analysis !== undefined,
  });
  const report = analysis === undefined ? undefined : data;
  return {
    choices: report === undefined ? [] : shownChoices(report),
    headlines: report?.headlines ?? [],
  };
};

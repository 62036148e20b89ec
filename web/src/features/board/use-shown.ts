import { useQuery } from "@tanstack/react-query";
import { reportQuery } from "@/api/queries";
import type { AnalysisView } from "@/domain/analysis-view";
import { useShop } from "@/domain/shop";
import { useAnalyses } from "./asking";

type Choice = { value: string; label: string };

/** The headlines and figures that an analysis answers under a view, to choose one. */
export const useShown = (analysis: string | undefined, view: AnalysisView) => {
  const shop = useShop();
  const { asked } = useAnalyses();
  const { data } = useQuery({
    ...reportQuery(shop.id, analysis ?? "", asked(view)),
    enabled: analysis !== undefined,
  });
  const report = analysis === undefined ? undefined : data;
  const headlines = report?.headlines ?? [];
  const choices: Choice[] = [
    ...headlines.map(({ key, label }) => ({ value: key, label })),
    ...(report?.figures ?? []).map(({ key, title }) => ({ value: key, label: title })),
  ].filter(({ value }, at, all) => all.findIndex((each) => each.value === value) === at);
  return { choices, headlines };
};

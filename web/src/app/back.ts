// The way back from the builder of conditions to the analysis that it was opened from, as one text of
// an address: "cancellations?period=lastMonth&product=3".
import { viewNames, type AnalysisView } from "@/domain/analysis-view";

export const backText = (analysis: string, view: AnalysisView): string => {
  const words = viewNames.flatMap((name) => {
    const value = view[name];
    return value === undefined || value === "" ? [] : [[name, value]];
  });
  return `${analysis}?${new URLSearchParams(words).toString()}`;
};

export type Back = { analysis: string; view: AnalysisView };

export const backOf = (text: string | undefined): Back | undefined => {
  const [, analysis, query = ""] = /^([a-z-]+)(?:\?(.*))?$/.exec(text ?? "") ?? [];
  if (analysis === undefined) return undefined;
  const words = new URLSearchParams(query);
  const view: AnalysisView = {};
  for (const name of viewNames) {
    const value = words.get(name);
    if (value !== null && value !== "") view[name] = value;
  }
  return { analysis, view };
};

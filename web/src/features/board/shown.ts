// What of a report stands on a tile: one of its figures or headlines, by its key.
import type { Report, ReportFigure, ReportHeadline } from "@/api/types";

type Answer = Pick<Report, "headlines" | "figures">;
export type Shown =
  | { kind: "figure"; figure: ReportFigure }
  | { kind: "headline"; headline: ReportHeadline }
  | { kind: "gone" };

// A headline may have the key of a figure; on a tile the key alone is the figure's.
const mark = "headline:";

/** Everything that a tile can show, with the word that it is kept by. */
export const shownChoices = ({ headlines, figures }: Answer): { value: string; label: string }[] => [
  ...headlines.map(({ key, label }) => ({
    value: figures.some((figure) => figure.key === key) ? mark + key : key,
    label,
  })),
  ...figures.map(({ key, title }) => ({ value: key, label: title })),
];

export const shownIn = ({ headlines, figures }: Answer, shown: string): Shown => {
  const figure = figures.find(({ key }) => key === shown);
  if (figure !== undefined) return { kind: "figure", figure };
  const headline = headlines.find(({ key }) => key === shown || mark + key === shown);
  return headline === undefined ? { kind: "gone" } : { kind: "headline", headline };
};

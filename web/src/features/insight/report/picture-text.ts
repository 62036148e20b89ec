import type { Meta } from "@/api/types";
import { useLanguage, useT } from "@/i18n";
import { format, usePlaces } from "@/ui";
import type { PictureText } from "@/ui/picture-page";

/** Of a figure that stands for itself: its own title is enough. */
export const titled = (title: string, figure: string): string =>
  figure === title ? title : `${title} – ${figure}`;

type Painted = { title: string; key: string; meta: Meta; asked: string; beside: string | undefined };

/** What is written on a picture that leaves the page: asked with what, meaning what, of how many. */
export const usePictureText = ({ title, key, meta, asked, beside }: Painted): PictureText => {
  const t = useT();
  const language = useLanguage();
  const places = usePlaces();
  const definition = language === "ja" ? meta.definition.ja : meta.definition.en;
  return {
    title,
    notes: [
      beside === undefined ? asked : `${asked} · ${t("insight.compare")} ${beside}`,
      definition.replaceAll("\n", " "),
      `n = ${format.count(meta.n)} · ${t("insight.asOf")} ${format.day(meta.as_of, places.locale)}`,
    ],
    fileName: `${meta.definition.key}-${key}-${meta.as_of}.png`,
  };
};

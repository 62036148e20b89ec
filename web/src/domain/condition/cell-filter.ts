// What the analysis behind a cell of a condition is filtered by.
import { listText } from "@/api/list-text";
import type { AnalysisFilter } from "@/api/queries";
import type { ResultCell } from "@/api/segments";
import type { Translate } from "@/i18n/words";
import { format } from "@/ui";

/** The same filter as the page of the analysis has it in its address. */
export const cellFilter = (cell: ResultCell): AnalysisFilter => ({
  ...(cell.as_of == null ? {} : { as_of: cell.as_of }),
  ...(cell.from == null ? {} : { from: cell.from }),
  ...(cell.to == null ? {} : { to: cell.to }),
  ...(cell.product == null ? {} : { product: listText(cell.product) }),
  ...(cell.medium == null ? {} : { medium: listText(cell.medium) }),
  ...(cell.prefecture == null ? {} : { prefecture: listText(cell.prefecture) }),
  ...(cell.segment == null ? {} : { segment: String(cell.segment) }),
});

type Words = {
  t: Translate;
  places: format.Places;
  product: (id: string) => string;
  segment: (id: number) => string;
};

/** In words, as far as it is filtered at all. */
export const cellFilterText = (cell: ResultCell, { t, places, product, segment }: Words): string => {
  const day = (iso: string | null | undefined): string => (iso == null ? "" : format.day(iso, places.locale));
  const said = (label: string, values: string[]): string[] =>
    values.length === 0 ? [] : [`${label} ${values.join(t("common.comma"))}`];
  const dated = cell.from != null || cell.to != null;
  return [
    ...(dated ? [t("segments.cellDays", { from: day(cell.from), to: day(cell.to) })] : []),
    ...said(t("common.product"), (cell.product ?? []).map(String).map(product)),
    ...said(t("customer.medium"), cell.medium ?? []),
    ...said(t("customer.prefecture"), cell.prefecture ?? []),
    ...(cell.segment == null ? [] : said(t("insight.segment"), [segment(cell.segment)])),
    ...(cell.as_of == null ? [] : [t("segments.cellAsOf", { day: day(cell.as_of) })]),
  ].join(" · ");
};

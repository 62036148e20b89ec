// How the cells of analyses that a condition names are called.
import { useQueries, useQuery } from "@tanstack/react-query";
import { listText } from "@/api/list-text";
import { catalogueQuery, reportQuery, segmentsQuery } from "@/api/queries";
import type { ResultCell } from "@/api/segments";
import { useProductNames } from "@/domain/product-names";
import { namedCells } from "@/domain/result-cells";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { usePlaces } from "@/ui";
import { cellFilter, cellFilterText } from "./cell-filter";
import { placesIn, type Group, type Leaf } from "./tree";

/** The question of the report that the cell stands in. */
export const askedOf = (cell: ResultCell) => ({ filter: cellFilter(cell), choices: listText(cell.choices) });

const cellOf = (leaf: Leaf): ResultCell | undefined =>
  leaf.value.kind === "cell" ? leaf.value.cell : undefined;

/** What cells are filtered by, in words; '' for the whole shop on the day of the question. */
export const useFilterTexts = (cells: ResultCell[]): ((cell: ResultCell) => string) => {
  const t = useT();
  const shop = useShop();
  const places = usePlaces();
  const ids = new Set(cells.flatMap((cell) => cell.product ?? []).map(String));
  const product = useProductNames([...ids]);
  const segments = useQuery({
    ...segmentsQuery(shop.id),
    enabled: cells.some((cell) => cell.segment != null),
  }).data?.items;
  const segment = (id: number): string => segments?.find((each) => each.id === id)?.name ?? `#${id}`;
  return (cell) => cellFilterText(cell, { t, places, product, segment });
};

/** How the cells of a condition are called: the analysis, and the cell as its page names it. */
export const useCellTitles = (root: Group): ((leaf: Leaf) => string) => {
  const shop = useShop();
  const cells = placesIn(root).flatMap(({ part }) => {
    const cell = part.kind === "leaf" ? cellOf(part) : undefined;
    return cell === undefined || cell.analysis === "" || cell.key === "" ? [] : [cell];
  });
  const catalogue = useQuery({ ...catalogueQuery(shop.id), enabled: cells.length > 0 }).data?.items ?? [];
  const reports = useQueries({
    queries: cells.map((cell) => reportQuery(shop.id, cell.analysis, askedOf(cell))),
  });
  const filterText = useFilterTexts(cells);
  return (leaf) => {
    const cell = cellOf(leaf);
    if (cell === undefined) return "";
    const report = reports[cells.indexOf(cell)]?.data;
    const analysis = catalogue.find(({ name }) => name === cell.analysis)?.title ?? cell.analysis;
    const named = report && namedCells(report).find(({ key }) => key === cell.key);
    const filter = filterText(cell);
    const title = `${analysis} ${named?.title ?? cell.key}`.trim();
    return filter === "" ? title : `${title} (${filter})`;
  };
};

import { useQueries, useQuery } from "@tanstack/react-query";
import { listText } from "@/api/list-text";
import { catalogueQuery, reportQuery, segmentsQuery } from "@/api/queries";
import type { ResultCell } from "@/api/segments";
import { useProductNames } from "@/domain/product-names";
import { namedCells } from "@/domain/result-cells";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Select, usePlaces } from "@/ui";
import { cellFilter, cellFilterText } from "./cell-filter";
import { placesIn, type Group, type Leaf } from "./tree";

const askedOf = (cell: ResultCell) => ({ filter: cellFilter(cell), choices: listText(cell.choices) });

const cellOf = (leaf: Leaf): ResultCell | undefined =>
  leaf.value.kind === "cell" ? leaf.value.cell : undefined;

/** What cells are filtered by, in words; '' for the whole shop on the day of the question. */
const useFilterTexts = (cells: ResultCell[]): ((cell: ResultCell) => string) => {
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
  const catalogue = useQuery(catalogueQuery(shop.id)).data?.items ?? [];
  const cells = placesIn(root).flatMap(({ part }) => {
    const cell = part.kind === "leaf" ? cellOf(part) : undefined;
    return cell === undefined || cell.analysis === "" || cell.key === "" ? [] : [cell];
  });
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

type Props = {
  cell: ResultCell | undefined;
  error: string | undefined;
  onCell: (cell: ResultCell | undefined) => void;
};

/** One cell of one analysis; the choices and the filter of a saved cell stay with it. */
export const CellChoice = ({ cell, error, onCell }: Props) => {
  const t = useT();
  const shop = useShop();
  const catalogue = useQuery(catalogueQuery(shop.id)).data?.items ?? [];
  const analysis = cell?.analysis ?? "";
  const report = useQuery({
    ...reportQuery(shop.id, analysis, askedOf(cell ?? { analysis, choices: [], key: "" })),
    enabled: analysis !== "",
  });
  const cells = report.data === undefined ? [] : namedCells(report.data);
  const filtered = useFilterTexts(cell === undefined ? [] : [cell]);
  const filter = cell === undefined ? "" : filtered(cell);
  return (
    <>
      <Select
        aria-label={t("segments.analysis")}
        placeholder={t("segments.analysis")}
        data={catalogue.map(({ name, title }) => ({ value: name, label: title }))}
        value={analysis === "" ? null : analysis}
        onChange={(name) => onCell(name === null ? undefined : { analysis: name, choices: [], key: "" })}
        searchable
        allowDeselect={false}
        error={error}
        style={{ width: 180 }}
      />
      {analysis !== "" && (
        <Select
          aria-label={t("segments.cell")}
          placeholder={t("segments.cell")}
          title={t("segments.cellHint")}
          data={cells.map(({ key, title }) => ({ value: key, label: title }))}
          value={cell === undefined || cell.key === "" ? null : cell.key}
          onChange={(key) => onCell({ ...(cell ?? { analysis, choices: [] }), key: key ?? cell?.key ?? "" })}
          searchable
          limit={100}
          allowDeselect={false}
          nothingFoundMessage={t("segments.noCells")}
          style={{ width: 280 }}
        />
      )}
      {filter !== "" && <span className="caption">{filter}</span>}
    </>
  );
};

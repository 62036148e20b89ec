import { useQueries, useQuery } from "@tanstack/react-query";
import { catalogueQuery, reportQuery } from "@/api/queries";
import type { ResultCell } from "@/api/segments";
import { namedCells } from "@/domain/result-cells";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Select } from "@/ui";
import { placesIn, type Group, type Leaf } from "./tree";

const askedOf = (cell: ResultCell) => ({ filter: {}, choices: cell.choices.join(",") });

const cellOf = (leaf: Leaf): ResultCell | undefined =>
  leaf.value.kind === "cell" ? leaf.value.cell : undefined;

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
  return (leaf) => {
    const cell = cellOf(leaf);
    if (cell === undefined) return "";
    const report = reports[cells.indexOf(cell)]?.data;
    const analysis = catalogue.find(({ name }) => name === cell.analysis)?.title ?? cell.analysis;
    const named = report && namedCells(report).find(({ key }) => key === cell.key);
    return `${analysis} ${named?.title ?? cell.key}`.trim();
  };
};

type Props = {
  cell: ResultCell | undefined;
  error: string | undefined;
  onCell: (cell: ResultCell | undefined) => void;
};

/** One cell of one analysis; the choices of a saved cell stay with it. */
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
          onChange={(key) => onCell({ analysis, choices: cell?.choices ?? [], key: key ?? cell?.key ?? "" })}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t("segments.noCells")}
          style={{ width: 280 }}
        />
      )}
    </>
  );
};

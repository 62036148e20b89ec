import { useQuery } from "@tanstack/react-query";
import { catalogueQuery, reportQuery } from "@/api/queries";
import type { ResultCell } from "@/api/segments";
import { askedOf, useFilterTexts } from "@/domain/condition/cell-titles";
import { namedCells } from "@/domain/result-cells";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Select } from "@/ui";

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

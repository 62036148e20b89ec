import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { deleteKpi, kpisQuery, kpiStandingQuery } from "@/api/boards";
import type { Kpi } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, format, Panel, Tag } from "@/ui";
import { useAnalyses } from "./asking";
import css from "./board.module.css";
import { KpiDialog } from "./kpi-dialog";
import { useKeep } from "./use-kept";

const toneOf = (state: string) => {
  if (state === "reached") return "good";
  if (state === "behind") return "warning";
  return state === "on_track" ? "info" : "neutral";
};

const OneKpi = ({ kpi, onDelete }: { kpi: Kpi; onDelete: (() => void) | undefined }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const { written } = useAnalyses();
  const { data, error } = useQuery(kpiStandingQuery(shop.id, kpi));
  const cell = (value: number) => ({
    text: null,
    value,
    low: null,
    high: null,
    n: null,
    immature: false,
    people: null,
  });
  return (
    <div className={css.kpi} role="group" aria-label={kpi.name}>
      <span className="caption">{kpi.name}</span>
      {error !== null && <span className="caption">{failure(error)}</span>}
      {data !== undefined && (
        <>
          <span className="row">
            <span className="strong">{written(data.cell, data.unit)}</span>
            <Tag tone={toneOf(data.state)}>{wordFor(t, "kpi.state", data.state)}</Tag>
            {data.alert && <Tag tone="danger">{t("kpi.alerting")}</Tag>}
          </span>
          <span className="caption">
            {[
              data.cell.low === null || data.cell.high === null
                ? ""
                : `${written(cell(data.cell.low), data.unit)}–${written(cell(data.cell.high), data.unit)}`,
              data.cell.n === null ? "" : `n = ${format.count(data.cell.n)}`,
            ]
              .filter((part) => part !== "")
              .join(", ")}
          </span>
          <progress
            max={1}
            value={data.progress ?? 0}
            aria-label={t("kpi.progress", { p: format.percent(data.progress ?? 0) })}
          />
          <span className="caption">
            {data.progress !== null && `${t("kpi.progress", { p: format.percent(data.progress) })} · `}
            {t("kpi.target")} {written(cell(kpi.target), data.unit)} · {t("kpi.baseline")}{" "}
            {written(cell(kpi.baseline), data.unit)}
          </span>
          <span className="caption">
            {kpi.from_on} – {kpi.to_on} · {t("kpi.owner", { name: kpi.owner_name })}
          </span>
        </>
      )}
      {onDelete !== undefined && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t("board.delete", { name: kpi.name })}
          onClick={onDelete}
        >
          {t("board.deleteWord")}
        </Button>
      )}
    </div>
  );
};

/** The KPIs of the shop, each with how far it is on its way. */
export const KpiStrip = () => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const [adding, setAdding] = useState(false);
  const { data } = useQuery(kpisQuery(shop.id));
  const remove = useKeep((id: number) => deleteKpi(shop.id, id));
  const kpis = data?.items ?? [];
  const edits = may("insight.edit");
  if (kpis.length === 0 && !edits) return null;
  return (
    <Panel
      title={t("kpi.title")}
      aside={
        edits && (
          <Button size="compact-xs" variant="default" onClick={() => setAdding(true)}>
            {t("kpi.add")}
          </Button>
        )
      }
    >
      {kpis.length === 0 && <p className="caption">{t("kpi.empty")}</p>}
      <div className={css.strip}>
        {kpis.map((kpi) => (
          <OneKpi key={kpi.id} kpi={kpi} onDelete={edits ? () => remove.mutate(kpi.id) : undefined} />
        ))}
      </div>
      {adding && <KpiDialog onClose={() => setAdding(false)} />}
    </Panel>
  );
};

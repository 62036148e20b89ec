import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { deleteKpi, kpisQuery, kpiStandingQuery } from "@/api/boards";
import type { Kpi } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, Failed, format, Panel, Skeleton, Tag, usePlaces } from "@/ui";
import { useAnalyses } from "./asking";
import css from "./board.module.css";
import { DeleteDialog } from "./delete-dialog";
import { KpiDialog } from "./kpi-dialog";
import { viewOf } from "./query";

const toneOf = (state: string) => {
  if (state === "reached") return "good";
  if (state === "behind") return "warning";
  return state === "on_track" ? "info" : "neutral";
};

const OneKpi = ({ kpi, edits }: { kpi: Kpi; edits: boolean }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const places = usePlaces();
  const { written, Filtered } = useAnalyses();
  const [open, setOpen] = useState<"edit" | "delete">();
  const { data, error } = useQuery(kpiStandingQuery(shop.id, kpi));
  const { locale } = usePlaces();
  const day = (iso: string): string => format.day(iso, locale);
  const early = data?.state === "too_early";
  const close = (): void => setOpen(undefined);
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
            {!early && <span className="strong">{written(data.cell, data.unit)}</span>}
            <Tag tone={toneOf(data.state)}>{wordFor(t, "kpi.state", data.state)}</Tag>
            {data.alert && <Tag tone="danger">{t("kpi.alerting")}</Tag>}
          </span>
          <span className="caption">
            {early
              ? t("kpi.judgedOn", { day: day(data.judged_on), value: written(data.cell, data.unit) })
              : t("kpi.measured", { from: day(data.measured_from), to: day(data.measured_to) })}
          </span>
          <span className="caption">
            {[
              data.cell.low === null || data.cell.high === null
                ? ""
                : `${written(cell(data.cell.low), data.unit)}–${written(cell(data.cell.high), data.unit)}`,
              data.cell.n === null ? "" : `n = ${format.count(data.cell.n)}`,
              data.cell.immature ? t("insight.immature") : "",
            ]
              .filter((part) => part !== "")
              .join(", ")}
          </span>
          {data.progress !== null && (
            <progress
              max={1}
              value={data.progress}
              aria-label={t("kpi.progress", { p: format.percent(data.progress) })}
            />
          )}
          <span className="caption">
            {data.progress !== null && `${t("kpi.progress", { p: format.percent(data.progress) })} · `}
            {t("kpi.target")} {written(cell(kpi.target), data.unit)} · {t("kpi.baseline")}{" "}
            {written(cell(kpi.baseline), data.unit)}
          </span>
          <span className="caption">
            {format.day(kpi.from_on, places.locale)} – {format.day(kpi.to_on, places.locale)} ·{" "}
            {t("kpi.owner", { name: kpi.owner_name })}
          </span>
          <Filtered analysis={kpi.analysis} view={viewOf(kpi.query)} />
        </>
      )}
      {edits && (
        <span className="row">
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t("board.edit", { name: kpi.name })}
            // Only its value says in which unit its target is written.
            disabled={data === undefined}
            onClick={() => setOpen("edit")}
          >
            {t("board.editWord")}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t("board.delete", { name: kpi.name })}
            onClick={() => setOpen("delete")}
          >
            {t("board.deleteWord")}
          </Button>
        </span>
      )}
      {open === "edit" && data !== undefined && <KpiDialog kept={{ kpi, unit: data.unit }} onClose={close} />}
      {open === "delete" && (
        <DeleteDialog name={kpi.name} remove={() => deleteKpi(shop.id, kpi.id)} onClose={close} />
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
  const failure = useFailure();
  const found = useQuery(kpisQuery(shop.id));
  const kpis = found.data?.items ?? [];
  const edits = may("insight.edit");
  if (found.isSuccess && kpis.length === 0 && !edits) return null;
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
      {found.isPending && <Skeleton rows={2} />}
      {found.isError && <Failed message={failure(found.error)} />}
      {found.isSuccess && kpis.length === 0 && <p className="caption">{t("kpi.empty")}</p>}
      <div className={css.strip}>
        {kpis.map((kpi) => (
          <OneKpi key={kpi.id} kpi={kpi} edits={edits} />
        ))}
      </div>
      {adding && <KpiDialog onClose={() => setAdding(false)} />}
    </Panel>
  );
};

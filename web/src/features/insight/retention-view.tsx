import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { retentionQuery } from "@/api/queries";
import type { Retention, SurvivalPoint } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { EmptyState, Failed, Figure, format, Panel, SegmentedControl, Skeleton } from "@/ui";
import { Foot } from "./foot";
import { HeatCell } from "./heat-cell";
import css from "./insight.module.css";
import { nearestCurve, retentionOption, retentionTable } from "./retention-chart";
import { filterOf, type Cell, type View } from "./view";

const Chart = lazy(async () => ({ default: (await import("@/ui/chart")).Chart }));

type Props = { view: View; onView: (view: View) => void; onCell: (cell: Cell) => void };

const splits = ["none", "product", "medium", "prefecture"] as const;
const shownDeliveries = 12;
const pictureHeight = 280;

const RateTable = ({
  data,
  by,
  view,
  onCell,
}: {
  data: Retention;
  by: string;
  view: View;
  onCell: (cell: Cell) => void;
}) => {
  const t = useT();
  const length = Math.min(shownDeliveries, Math.max(0, ...data.curves.map((curve) => curve.points.length)));
  const deliveries = Array.from({ length }, (_, at) => at + 1);
  const worst = Math.max(
    0.01,
    ...data.curves.flatMap((curve) =>
      curve.points.map((point) => (point.rate.few ? 0 : 1 - (point.rate.value ?? 1))),
    ),
  );
  const cell = (curve: Retention["curves"][number], point: SurvivalPoint | undefined) => {
    if (point === undefined || point.at_risk === 0) return <span className={css.blank} />;
    const lost = point.at_risk === 0 ? 0 : point.events / point.at_risk;
    const title = `${curve.label} ${t("common.nth", { n: point.delivery })} → ${t("common.nth", { n: point.delivery + 1 })}`;
    const hint = t("insight.retentionHint", {
      events: format.count(point.events),
      n: format.count(point.at_risk),
      waiting: format.count(point.censored),
      interval: format.interval(point.rate.low, point.rate.high),
    });
    const keys = { ...filterOf(view), by, key: curve.key, delivery: point.delivery, outcome: "event" };
    return (
      <HeatCell
        strength={lost / worst}
        hue="danger"
        immature={point.rate.few}
        hint={hint}
        label={title}
        onOpen={() => onCell({ title: t("insight.lostAt", { title }), keys, subscriptions: point.events })}
      >
        {format.percent(point.rate.value)}
        <span className={css.small}>{format.count(point.at_risk)}</span>
      </HeatCell>
    );
  };
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t("insight.rateTable")}>
      <table className={css.grid}>
        <thead>
          <tr>
            <td />
            {deliveries.map((n) => (
              <th key={n} scope="col">
                {n} → {n + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.curves.map((curve) => (
            <tr key={curve.key}>
              <th scope="row" title={curve.label}>
                {curve.label}
              </th>
              {deliveries.map((n) => (
                <td key={n}>{cell(curve, curve.points[n - 1])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** How many go on from one delivery to the next; people still subscribed are never counted as lost. */
export const RetentionView = ({ view, onView, onCell }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const by = splits.find((each) => each === view.by) ?? "none";
  const found = useQuery(retentionQuery(shop.id, { ...filterOf(view), by }));
  const { data } = found;
  const curves = useMemo(
    () =>
      (data?.curves ?? []).map((curve) => ({
        ...curve,
        label: curve.label === "" ? t("insight.everyone") : curve.label,
      })),
    [data, t],
  );
  const words = useMemo(
    () => ({ nth: (n: number) => t("common.nth", { n }), delivery: t("insight.delivery") }),
    [t],
  );
  const option = useMemo(() => retentionOption(curves, words, pictureHeight), [curves, words]);
  if (found.isPending) return <Skeleton rows={12} />;
  if (data === undefined) return <Failed message={failure(found.error)} />;
  if (curves.length === 0)
    return <EmptyState title={t("insight.empty")} hint={t("insight.emptyRetention")} />;
  return (
    <div className={css.stack}>
      <div className="spread" style={{ alignItems: "flex-end" }}>
        <Figure
          label={t("insight.headline", { n: data.headline.delivery })}
          value={format.percent(data.headline.survival)}
          note={`${format.interval(data.headline.low, data.headline.high)}, n = ${format.count(data.headline.n)}`}
        />
        <SegmentedControl
          aria-label={t("insight.split")}
          value={by}
          onChange={(next) => onView({ ...view, by: next })}
          data={splits.map((value) => ({ value, label: wordFor(t, "insight.by", value) }))}
        />
      </div>
      <Panel title={t("insight.curves")}>
        <Suspense fallback={<div style={{ height: 300 }} />}>
          <Chart
            label={t("insight.curves")}
            height={pictureHeight}
            option={option}
            table={retentionTable(curves, words)}
            onPoint={(index, value) => {
              const curve = nearestCurve(curves, index, value);
              if (curve === undefined) return;
              const delivery = index + 1;
              const title = `${curve.label} ${t("common.nth", { n: delivery })}`;
              onCell({
                title: t("insight.reached", { title }),
                keys: { ...filterOf(view), by, key: curve.key, delivery, outcome: "at_risk" },
                subscriptions: curve.points[index]?.at_risk ?? 0,
              });
            }}
            words={{ asTable: t("chart.asTable"), asChart: t("chart.asChart") }}
          />
        </Suspense>
      </Panel>
      <Panel
        title={t("insight.rateTable")}
        aside={<span className="caption">{t("insight.rateTableNote")}</span>}
      >
        <RateTable data={{ ...data, curves }} by={by} view={view} onCell={onCell} />
      </Panel>
      <Foot meta={data.meta} name={t("insight.name.retention")} />
    </div>
  );
};

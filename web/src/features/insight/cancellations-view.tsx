import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { cancellationsQuery } from "@/api/queries";
import type { Cancellations } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { RateNote } from "@/domain/marks";
import { useShop } from "@/domain/shop";
import { useWords } from "@/domain/words";
import { useT, wordFor } from "@/i18n";
import { EmptyState, Failed, Figure, format, Panel, Select, Skeleton, usePlaces } from "@/ui";
import { rateTrendOption, rateTrendTable } from "./rate-trend";
import { Foot } from "./foot";
import { HeatCell } from "./heat-cell";
import css from "./insight.module.css";
import { filterOf, type Cell, type View } from "./view";

const Chart = lazy(async () => ({ default: (await import("@/ui/chart")).Chart }));

type Props = { view: View; onView: (view: View) => void; onCell: (cell: Cell) => void };

const axes = ["reason", "product", "delivery", "month"] as const;
const axisOf = (name: string | undefined, otherwise: (typeof axes)[number]) =>
  axes.find((axis) => axis === name) ?? otherwise;

const HeatMap = ({
  data,
  keys,
  onCell,
}: {
  data: Cancellations;
  keys: Cell["keys"];
  onCell: (cell: Cell) => void;
}) => {
  const t = useT();
  const cells = new Map(data.cells.map((cell) => [`${cell.row}\n${cell.column}`, cell]));
  const worst = Math.max(0.001, ...data.cells.map((cell) => (cell.rate.few ? 0 : (cell.rate.value ?? 0))));
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t("insight.heatMap")}>
      <table className={css.grid}>
        <thead>
          <tr>
            <td />
            {data.columns.map((column) => (
              <th key={column.key} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" title={row.label}>
                {row.label}
              </th>
              {data.columns.map((column) => {
                const cell = cells.get(`${row.key}\n${column.key}`);
                if (cell === undefined || cell.at_risk === 0) return <td key={column.key} />;
                const title = `${row.label} × ${column.label}`;
                const figures = { events: format.count(cell.events), n: format.count(cell.at_risk) };
                const counted = t("insight.cellHint", figures);
                if (cell.events === 0)
                  return (
                    <td key={column.key} className={css.none} title={`${title}\n${counted}`}>
                      0
                    </td>
                  );
                return (
                  <td key={column.key}>
                    <HeatCell
                      strength={(cell.rate.value ?? 0) / worst}
                      hue="danger"
                      immature={cell.rate.few}
                      hint={[title, counted, format.interval(cell.rate.low, cell.rate.high)].join("\n")}
                      label={title}
                      onOpen={() =>
                        onCell({
                          title: t("insight.cancelled", { title }),
                          keys: { ...keys, row: row.key, column: column.key },
                          subscriptions: cell.events,
                        })
                      }
                    >
                      {format.percent(cell.rate.value)}
                      <span className={css.small}>{format.count(cell.events)}</span>
                    </HeatCell>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Pareto = ({ data, onOpen }: { data: Cancellations; onOpen: (key: string, label: string) => void }) => {
  const largest = Math.max(0.001, ...data.pareto.map((bar) => bar.share));
  return (
    <div className={css.bars}>
      {data.pareto.slice(0, 12).map((bar) => (
        <div key={bar.key} className={css.barRow}>
          <button type="button" className={css.link} onClick={() => onOpen(bar.key, bar.label)}>
            {bar.label}
          </button>
          <span className={css.barTrack} aria-hidden="true">
            <span
              className={css.barFill}
              style={{ display: "block", width: `${(bar.share / largest) * 100}%` }}
            />
          </span>
          <span className="num">{format.count(bar.events)}</span>
          <span className="num soft">{format.percent(bar.share, 0)}</span>
        </div>
      ))}
    </div>
  );
};

/** Who left, for which reason, with which product, after which delivery, in which month. */
export const CancellationsView = ({ view, onView, onCell }: Props) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const places = usePlaces();
  const pickWords = useWords();
  const by = axisOf(view.by, "reason");
  const across = axisOf(view.across, "delivery");
  const found = useQuery(cancellationsQuery(shop.id, { ...filterOf(view), by, across }));
  const data = useMemo(() => {
    if (found.data === undefined) return undefined;
    const named = (axis: string) => (place: { key: string; label: string }) => ({
      ...place,
      label:
        axis === "reason" && place.label === place.key
          ? pickWords.reason(place.key)
          : axis === "delivery" && place.label === place.key
            ? t("insight.afterNth", { n: place.key })
            : place.label,
    });
    return {
      ...found.data,
      rows: found.data.rows.map(named(by)),
      columns: found.data.columns.map(named(across)),
      pareto: found.data.pareto.map((bar) => ({ ...bar, ...named("reason")(bar) })),
    };
    // The labels follow the language and the lists, not the identity of the functions over them.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [found.data, pickWords.lists, pickWords.language, by, across]);
  const words = useMemo(() => ({ month: t("common.month"), rate: t("insight.monthRate") }), [t]);
  const option = useMemo(() => rateTrendOption(data?.trend ?? [], words), [data, words]);
  if (found.isPending) return <Skeleton rows={12} />;
  if (data === undefined) return <Failed message={failure(found.error)} />;
  if (data.total.n === 0) return <EmptyState title={t("insight.empty")} hint={t("insight.emptyRetention")} />;
  const keys = { ...filterOf(view), by, across };
  const choose = (name: "by" | "across", value: string) => (
    <Select
      aria-label={t(`insight.axis.${name}`)}
      data={axes.map((axis) => ({ value: axis, label: wordFor(t, "insight.by", axis) }))}
      value={value}
      allowDeselect={false}
      onChange={(axis) => onView({ ...view, [name]: axis ?? value })}
      style={{ width: 120 }}
    />
  );
  return (
    <div className={css.stack}>
      <div className={css.lead}>
        <Figure
          label={t("insight.totalCancelRate")}
          value={format.percent(data.total.value)}
          note={
            <>
              {t("home.cancellations", { n: format.count(data.total.events) })} ·{" "}
              <RateNote rate={data.total} />
            </>
          }
        />
      </div>
      <Panel
        title={t("insight.heatMap")}
        aside={
          <span className="row">
            {choose("by", by)} × {choose("across", across)}
          </span>
        }
      >
        <HeatMap data={data} keys={keys} onCell={onCell} />
      </Panel>
      <div className={css.pair}>
        <Panel title={t("insight.trend")}>
          <Suspense fallback={<div style={{ height: 220 }} />}>
            <Chart
              label={t("insight.trend")}
              height={200}
              option={option}
              table={rateTrendTable(data.trend, words)}
              onPoint={(index) => {
                const month = data.trend[index]?.month;
                if (month === undefined) return;
                const title = format.month(month, places.locale);
                onCell({
                  title: t("insight.cancelled", { title }),
                  keys: { ...filterOf(view), by: "month", across: "none", row: month },
                  subscriptions: data.trend[index]?.rate.events ?? 0,
                });
              }}
              words={{ asTable: t("chart.asTable"), asChart: t("chart.asChart") }}
            />
          </Suspense>
        </Panel>
        <Panel title={t("insight.pareto")}>
          <Pareto
            data={data}
            onOpen={(row, label) =>
              onCell({
                title: t("insight.cancelled", { title: label }),
                keys: { ...filterOf(view), by: "reason", across: "none", row },
                subscriptions: data.pareto.find((bar) => bar.key === row)?.events ?? 0,
              })
            }
          />
        </Panel>
      </div>
      <Foot meta={data.meta} name={t("insight.name.cancellations")} />
    </div>
  );
};

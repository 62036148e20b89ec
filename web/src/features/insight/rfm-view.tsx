import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { rfmQuery } from "@/api/queries";
import type { Rfm } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT, type Translate } from "@/i18n";
import {
  EmptyState,
  Failed,
  Figure,
  format,
  Money,
  Panel,
  SegmentedControl,
  Skeleton,
  usePlaces,
  type format as Formats,
} from "@/ui";
import { Foot } from "./foot";
import { HeatCell } from "./heat-cell";
import css from "./insight.module.css";
import { classRange, sumCells } from "./rfm-cells";
import { filterOf, type Cell, type View } from "./view";

const classes = [1, 2, 3, 4, 5];

const recencyLabel = (rfm: Rfm, r: number, t: Translate): string => {
  const { from, to } = classRange([...rfm.cuts.recency_days].reverse(), 6 - r);
  if (from === undefined) return t("insight.rfm.daysTo", { to: to ?? 0 });
  if (to === undefined) return t("insight.rfm.daysFrom", { from });
  return t("insight.rfm.days", { from, to });
};

const frequencyLabel = (rfm: Rfm, f: number, t: Translate): string => {
  const { from, to } = classRange(rfm.cuts.frequency, f);
  if (to === undefined) return t("insight.rfm.timesFrom", { from: from ?? 1 });
  const low = from ?? 1;
  return low >= to ? t("insight.rfm.times", { n: to }) : t("insight.rfm.timesRange", { from: low, to });
};

const moneyLabel = (rfm: Rfm, m: number, t: Translate, places: Formats.Places): string => {
  const range = classRange(rfm.cuts.monetary, m);
  const from = range.from === undefined ? "" : format.money(range.from, places);
  const to = range.to === undefined ? "" : format.money(range.to, places);
  if (from === "") return t("insight.rfm.moneyTo", { to });
  if (to === "") return t("insight.rfm.moneyFrom", { from });
  return t("insight.rfm.money", { from, to });
};

/** Customers by how lately, how often and for how much they ordered. */
export const RfmView = ({ view, onCell }: { view: View; onCell: (cell: Cell) => void }) => {
  const t = useT();
  const shop = useShop();
  const places = usePlaces();
  const failure = useFailure();
  const [m, setM] = useState(0);
  const found = useQuery(rfmQuery(shop.id, filterOf(view)));
  if (found.isPending) return <Skeleton rows={12} />;
  if (found.data === undefined) return <Failed message={failure(found.error)} />;
  const rfm = found.data;
  if (rfm.cells.length === 0)
    return <EmptyState title={t("insight.empty")} hint={t("insight.emptyOrders")} />;
  const all = sumCells(rfm.cells, 0, 0, 0);
  const grid = classes.flatMap((r) => classes.map((f) => sumCells(rfm.cells, r, f, m).customers));
  const most = Math.max(1, ...grid);
  return (
    <div className={css.stack}>
      <div className={css.lead}>
        <Figure
          label={t("insight.rfm.customers")}
          value={t("common.people", { n: format.count(all.customers) })}
          note={<Money value={all.sales} />}
        />
        {rfm.unknown_customer_sales !== 0 && (
          <Figure
            small
            label={t("insight.rfm.unknown")}
            value={<Money value={rfm.unknown_customer_sales} />}
            note={t("insight.rfm.unknownNote")}
          />
        )}
      </div>
      <Panel
        title={t("insight.rfm.title")}
        aside={
          <SegmentedControl
            aria-label={t("insight.rfm.monetary")}
            value={String(m)}
            onChange={(value) => setM(Number(value))}
            data={[
              { value: "0", label: t("common.all") },
              ...classes.map((each) => ({
                value: String(each),
                label: `M${each} ${moneyLabel(rfm, each, t, places)}`,
              })),
            ]}
          />
        }
      >
        <div className={css.scroll} tabIndex={0} role="region" aria-label={t("insight.rfm.title")}>
          <table className={css.grid}>
            <thead>
              <tr>
                <td />
                {classes.map((f) => (
                  <th key={f} scope="col">
                    F{f} {frequencyLabel(rfm, f, t)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...classes].reverse().map((r) => (
                <tr key={r}>
                  <th scope="row">
                    R{r} <span className="soft">{recencyLabel(rfm, r, t)}</span>
                  </th>
                  {classes.map((f) => {
                    const cell = sumCells(rfm.cells, r, f, m);
                    if (cell.customers === 0) return <td key={f} />;
                    const share = cell.customers / all.customers;
                    const people = `${t("common.people", { n: format.count(cell.customers) })} (${format.percent(share)})`;
                    const title = `R${r} F${f}${m === 0 ? "" : ` M${m}`}`;
                    return (
                      <td key={f}>
                        <HeatCell
                          strength={cell.customers / most}
                          hint={[title, people, format.money(cell.sales, places)].join("\n")}
                          label={title}
                          onOpen={() =>
                            onCell({ title: `RFM ${title}`, keys: { ...filterOf(view), r, f, m } })
                          }
                        >
                          {format.count(cell.customers)}
                          <span className={css.small}>{format.shortMoney(cell.sales, places)}</span>
                        </HeatCell>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <Foot meta={rfm.meta} name={t("insight.name.rfm")} />
    </div>
  );
};

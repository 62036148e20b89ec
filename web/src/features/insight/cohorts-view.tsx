import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { cohortsQuery } from "@/api/queries";
import type { Cohorts } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { EmptyState, Failed, format, Panel, SegmentedControl, Skeleton, usePlaces } from "@/ui";
import { Foot } from "./foot";
import { HeatCell } from "./heat-cell";
import css from "./insight.module.css";
import { filterOf, type Cell, type View } from "./view";

type Cohort = Cohorts["months"][number];
type Show = "customers" | "sales";

const shareOf = (cohort: Cohort, at: Cohort["cells"][number], show: Show): number => {
  if (show === "customers") return at.rate.value ?? 0;
  return cohort.sales0 <= 0 ? 0 : at.sales / cohort.sales0;
};

const shownMonths = 24;

/** Customers by the month of their first order, and how many of them ordered again in each month since. */
export const CohortsView = ({ view, onCell }: { view: View; onCell: (cell: Cell) => void }) => {
  const t = useT();
  const shop = useShop();
  const places = usePlaces();
  const failure = useFailure();
  const [show, setShow] = useState<Show>("customers");
  const found = useQuery(cohortsQuery(shop.id, filterOf(view)));
  if (found.isPending) return <Skeleton rows={12} />;
  if (found.data === undefined) return <Failed message={failure(found.error)} />;
  const months = found.data.months.slice(-shownMonths);
  if (months.length === 0) return <EmptyState title={t("insight.empty")} hint={t("insight.emptyOrders")} />;
  const ages = Array.from(
    { length: Math.max(1, ...months.map((cohort) => cohort.cells.length)) },
    (_, age) => age,
  );
  return (
    <div className={css.stack}>
      <Panel
        title={t("insight.cohortTitle")}
        aside={
          <SegmentedControl
            aria-label={t("insight.show")}
            value={show}
            onChange={(next) => setShow(next === "sales" ? "sales" : "customers")}
            data={[
              { value: "customers", label: t("insight.ofCustomers") },
              { value: "sales", label: t("insight.ofSales") },
            ]}
          />
        }
      >
        <div className={css.scroll} tabIndex={0} role="region" aria-label={t("insight.cohortTitle")}>
          <table className={css.grid}>
            <thead>
              <tr>
                <td />
                <th scope="col">{t("insight.people")}</th>
                {ages.map((age) => (
                  <th key={age} scope="col">
                    {t("insight.age", { n: age })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {months.map((cohort) => (
                <tr key={cohort.month}>
                  <th scope="row">{format.month(cohort.month, places.locale)}</th>
                  <td className="num" style={{ padding: "0 6px" }}>
                    {format.count(cohort.customers)}
                  </td>
                  {ages.map((age) => {
                    const cell = cohort.cells.find((each) => each.age === age);
                    if (cell === undefined) return <td key={age} />;
                    const share = shareOf(cohort, cell, show);
                    const title = t("insight.cohortCell", {
                      month: format.month(cohort.month, places.locale),
                      n: age,
                    });
                    const hint = [
                      `${format.count(cell.active_customers)} / ${format.count(cohort.customers)}`,
                      format.interval(cell.rate.low, cell.rate.high),
                      format.money(cell.sales, places),
                      ...(cell.immature ? [t("insight.notOver")] : []),
                    ].join("\n");
                    return (
                      <td key={age}>
                        <HeatCell
                          strength={share}
                          immature={cell.immature}
                          hint={hint}
                          label={title}
                          onOpen={() =>
                            onCell({ title, keys: { ...filterOf(view), month: cohort.month, age } })
                          }
                        >
                          {format.percent(share, 0)}
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
      <Foot meta={found.data.meta} name={t("insight.name.cohorts")} />
    </div>
  );
};

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { settingsQuery, todayQuery } from "@/api/queries";
import type { CallList, TodayItem } from "@/api/types";
import { CustomerName } from "@/domain/customer-columns";
import { useFailure } from "@/domain/failure";
import { ExportButton } from "@/domain/export-button";
import { MakeCallList } from "@/domain/make-call-list";
import { FactList, lossOf, RiskMark, StandingTags } from "@/domain/marks";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import {
  DataTable,
  DateText,
  EmptyState,
  Failed,
  format,
  Money,
  Page,
  SegmentedControl,
  Skeleton,
  type Column,
} from "@/ui";

import css from "./call-lists.module.css";

type Props = {
  days: number | undefined;
  onDays: (days: number) => void;
  onCustomer: (id: number, item: number | null) => void;
  onCallList: (list: CallList) => void;
};

/** Everyone worth a call before the next cut-off, by expected loss; the first of them become a list. */
export const TodayListPage = ({ days, onDays, onCustomer, onCallList }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const settings = useQuery(settingsQuery(shop.id)).data;
  const horizon = days ?? settings?.today_horizon_days ?? 3;
  const found = useInfiniteQuery(todayQuery(shop.id, horizon));
  const head = found.data?.pages[0];
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  const columns: Column<TodayItem>[] = [
    {
      key: "name",
      header: t("customer.name"),
      width: "minmax(150px, 0.9fr)",
      cell: (row) => (
        <span className={css.name}>
          <CustomerName customer={row.customer} /> <StandingTags item={row} />
        </span>
      ),
    },
    {
      key: "product",
      header: t("common.product"),
      width: "minmax(120px, 0.7fr)",
      cell: (row) => (
        <span className={css.two}>
          <span className="clip" style={{ display: "block" }}>
            {row.product_name}
          </span>
          <span className={css.second}>{t("common.nth", { n: row.delivery_number })}</span>
        </span>
      ),
    },
    {
      key: "facts",
      header: t("today.facts"),
      width: "minmax(200px, 1.6fr)",
      cell: (row) => <FactList facts={row.facts.slice(0, 2)} form="stack" />,
    },
    {
      key: "next",
      header: t("customer.nextShipment"),
      width: "84px",
      cell: (row) => <DateText value={row.next_shipment_on} short />,
    },
    {
      key: "cutoff",
      header: t("subscription.cutoff"),
      width: "84px",
      cell: (row) => <DateText value={row.cutoff_on} short />,
    },
    {
      key: "risk",
      header: t("risk.label"),
      width: "132px",
      cell: (row) => <RiskMark risk={row.risk} form="stack" />,
    },
    {
      key: "loss",
      header: t("today.expectedLoss"),
      width: "88px",
      align: "right",
      cell: (row) => <Money value={lossOf(row)} />,
    },
  ];

  return (
    <Page
      title={t("today.title")}
      asOf={
        head === undefined ? undefined : (
          <>
            {t("common.people", { n: format.count(head.count) })} ·{" "}
            {head.value_is === "margin" ? t("today.lossMargin") : t("today.lossSales")}{" "}
            <Money value={head.count > 0 && head.expected_loss === 0 ? null : head.expected_loss} />
          </>
        )
      }
      actions={
        <>
          {may("call_list.export") && (
            <ExportButton path={`/api/v1/shops/${shop.id}/today.csv?days=${horizon}`} fileName="today.csv" />
          )}
          {may("call_list.create") && (
            <MakeCallList days={horizon} disabled={rows.length === 0} onMade={onCallList} />
          )}
        </>
      }
      filters={
        <SegmentedControl
          aria-label={t("today.horizon")}
          value={String(horizon)}
          onChange={(next) => onDays(Number(next))}
          data={[...new Set([1, 3, 5, 10, settings?.today_horizon_days ?? 3, horizon])]
            .sort((a, b) => a - b)
            .map((n) => ({ value: String(n), label: t("today.within", { n }) }))}
        />
      }
      mode="fill"
    >
      {found.isPending && <Skeleton rows={12} />}
      {found.isError && <Failed message={failure(found.error)} />}
      {found.data !== undefined && (
        <DataTable
          label={t("today.title")}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.subscription_id}
          onOpen={(row) => onCustomer(row.customer.id, row.call_list_item_id)}
          onNearEnd={more}
          rowHeight={44}
          autoFocus
          empty={<EmptyState title={t("today.empty")} hint={t("today.emptyHint")} />}
        />
      )}
    </Page>
  );
};

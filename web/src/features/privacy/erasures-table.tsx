import { useInfiniteQuery } from "@tanstack/react-query";
import { erasuresQuery } from "@/api/privacy";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { DataTable, EmptyState, Failed, InstantText, Panel, Skeleton, Tag } from "@/ui";

/** Who was forgotten, when, by whom and why; by number only. */
export const ErasuresTable = ({ onCustomer }: { onCustomer: (id: number) => void }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const erasures = useInfiniteQuery(erasuresQuery(shop.id));
  const rows = erasures.data?.pages.flatMap((page) => page.items) ?? [];
  if (erasures.isPending)
    return (
      <Panel flush>
        <Skeleton rows={8} />
      </Panel>
    );
  if (erasures.isError) return <Failed message={failure(erasures.error)} />;
  return (
    <DataTable
      label={t("privacy.part.erasures")}
      rows={rows}
      rowKey={(row) => row.customer_id}
      onOpen={(row) => onCustomer(row.customer_id)}
      onNearEnd={() => {
        if (erasures.hasNextPage && !erasures.isFetchingNextPage) void erasures.fetchNextPage();
      }}
      columns={[
        {
          key: "at",
          header: t("erasure.at"),
          width: "160px",
          cell: (row) => <InstantText value={row.erased_at} />,
        },
        {
          key: "customer",
          header: t("audit.customer"),
          width: "130px",
          cell: (row) => t("audit.customerNumber", { n: String(row.customer_id) }),
        },
        {
          key: "by",
          header: t("erasure.by"),
          width: "minmax(120px, 0.6fr)",
          cell: (row) => row.erased_by_name,
        },
        {
          key: "reason",
          header: t("erasure.reason"),
          width: "minmax(160px, 1fr)",
          cell: (row) => row.reason,
        },
        {
          key: "storage",
          header: t("erasure.storage"),
          width: "150px",
          cell: (row) =>
            row.finished_at === null ? (
              <Tag tone="warning">{t("erasure.storages.pending")}</Tag>
            ) : (
              <Tag tone="good">{t("erasure.storages.clean")}</Tag>
            ),
        },
      ]}
      empty={<EmptyState title={t("erasure.none")} hint={t("erasure.noneHint")} />}
    />
  );
};

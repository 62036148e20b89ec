import { useQuery } from "@tanstack/react-query";
import { callListsQuery } from "@/api/queries";
import type { CallList } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import {
  Button,
  DataTable,
  EmptyState,
  Failed,
  format,
  InstantText,
  Page,
  Skeleton,
  type Column,
} from "@/ui";
import { Progress } from "./progress";

export const CallListsPage = ({
  onOpen,
  onToday,
}: {
  onOpen: (list: CallList) => void;
  onToday: () => void;
}) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const lists = useQuery(callListsQuery(shop.id));
  const columns: Column<CallList>[] = [
    {
      key: "name",
      header: t("callList.name"),
      width: "minmax(200px, 1fr)",
      cell: (row) => <span className="strong">{row.name}</span>,
    },
    {
      key: "progress",
      header: t("callList.progress"),
      width: "300px",
      cell: (row) => <Progress list={row} />,
    },
    {
      key: "open",
      header: t("callList.open"),
      width: "80px",
      align: "right",
      cell: (row) => format.count(row.open),
    },
    {
      key: "recall",
      header: t("callList.recall"),
      width: "80px",
      align: "right",
      cell: (row) => format.count(row.recall),
    },
    {
      key: "created",
      header: t("common.createdAt"),
      width: "180px",
      cell: (row) => <InstantText value={row.created_at} />,
    },
  ];
  return (
    <Page
      title={t("nav.callLists")}
      actions={<Button onClick={onToday}>{t("callList.fromToday")}</Button>}
      mode="fill"
    >
      {lists.isPending && <Skeleton />}
      {lists.isError && <Failed message={failure(lists.error)} />}
      {lists.data !== undefined && (
        <DataTable
          label={t("nav.callLists")}
          rows={lists.data.items}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={onOpen}
          rowHeight={40}
          empty={<EmptyState title={t("callList.none")} hint={t("callList.noneHint")} />}
        />
      )}
    </Page>
  );
};

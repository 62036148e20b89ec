import { useQuery } from "@tanstack/react-query";
import { segmentsQuery } from "@/api/queries";
import { segmentCountQuery, type Condition, type Segment } from "@/api/segments";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, DataTable, EmptyState, Failed, format, Page, Skeleton, usePlaces, type Column } from "@/ui";
import css from "./segments.module.css";

type Props = { onOpen: (segment: Segment) => void; onNew: () => void };

/** Counted when its row comes into view. */
const Count = ({ condition }: { condition: Condition }) => {
  const t = useT();
  const failure = useFailure();
  const shop = useShop();
  const found = useQuery(segmentCountQuery(shop.id, condition));
  if (found.data !== undefined) return t("common.people", { n: format.count(found.data.count) });
  return (
    <span className="faint" title={found.isError ? failure(found.error) : undefined}>
      {format.dash}
    </span>
  );
};

/** Every segment of the shop, and how many are in it now. */
export const SegmentsPage = ({ onOpen, onNew }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const places = usePlaces();
  const failure = useFailure();
  const segments = useQuery(segmentsQuery(shop.id));
  const columns: Column<Segment>[] = [
    {
      key: "name",
      header: t("segments.name"),
      width: "minmax(240px, 1fr)",
      cell: (row) => (
        <span className={css.two}>
          <span className="strong clip" style={{ display: "block" }}>
            {row.name}
          </span>
          {row.note !== "" && <span className={`${css.second ?? ""} clip`}>{row.note}</span>}
        </span>
      ),
    },
    {
      key: "people",
      header: t("segments.people"),
      width: "112px",
      align: "right",
      cell: (row) => <Count condition={row.condition} />,
    },
    {
      key: "changed",
      header: t("segments.changed"),
      width: "260px",
      cell: (row) =>
        t("segments.changedBy", {
          name: row.updated_by_name,
          at: format.instant(row.updated_at, places),
        }),
    },
  ];
  return (
    <Page
      title={t("segments.title")}
      mode="fill"
      actions={may("insight.edit") && <Button onClick={onNew}>{t("segments.new")}</Button>}
    >
      {segments.isPending && <Skeleton />}
      {segments.isError && <Failed message={failure(segments.error)} />}
      {segments.data !== undefined && (
        <DataTable
          label={t("segments.title")}
          rows={segments.data.items}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={onOpen}
          rowHeight={44}
          empty={<EmptyState title={t("segments.none")} hint={t("segments.noneHint")} />}
        />
      )}
    </Page>
  );
};

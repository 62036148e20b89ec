import { useQuery } from "@tanstack/react-query";
import { importsQuery } from "@/api/queries";
import type { Import } from "@/api/types";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { DataTable, EmptyState, Failed, format, InstantText, Page, Skeleton, Tag, type Column } from "@/ui";
import { DropZone } from "./drop-zone";

const tone = (state: string) => {
  if (state === "failed") return "danger";
  if (state === "applied") return "good";
  if (state === "uploaded" || state === "planned") return "warning";
  return "neutral";
};

/** Every file that came in, the newest first, and the place to drop the next one. */
export const ImportsPage = ({ onOpen }: { onOpen: (file: Import) => void }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const found = useQuery(importsQuery(shop.id));
  const created = (file: Import): number => file.counts.reduce((sum, count) => sum + count.created, 0);
  const updated = (file: Import): number => file.counts.reduce((sum, count) => sum + count.updated, 0);
  const columns: Column<Import>[] = [
    {
      key: "name",
      header: t("imports.file"),
      width: "minmax(220px, 1fr)",
      cell: (row) => <span className="strong">{row.file_name}</span>,
    },
    {
      key: "state",
      header: t("callList.status"),
      width: "132px",
      cell: (row) => <Tag tone={tone(row.state)}>{wordFor(t, "import.state", row.state)}</Tag>,
    },
    {
      key: "created",
      header: t("imports.created"),
      width: "88px",
      align: "right",
      cell: (row) => format.count(created(row)),
    },
    {
      key: "updated",
      header: t("imports.updated"),
      width: "88px",
      align: "right",
      cell: (row) => format.count(updated(row)),
    },
    {
      key: "rejected",
      header: t("imports.rejected"),
      width: "80px",
      align: "right",
      cell: (row) => <span className={row.rejected > 0 ? "danger" : ""}>{format.count(row.rejected)}</span>,
    },
    {
      key: "size",
      header: t("imports.size"),
      width: "88px",
      align: "right",
      cell: (row) => format.bytes(row.size),
    },
    { key: "who", header: t("imports.by"), width: "100px", cell: (row) => row.created_by_name },
    {
      key: "at",
      header: t("common.createdAt"),
      width: "176px",
      cell: (row) => <InstantText value={row.created_at} />,
    },
  ];
  return (
    <Page title={t("nav.imports")} mode="fill">
      <DropZone onUploaded={onOpen} />
      {found.isPending && <Skeleton />}
      {found.isError && <Failed message={failure(found.error)} />}
      {found.data !== undefined && (
        <DataTable
          label={t("nav.imports")}
          rows={found.data.items}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={onOpen}
          rowHeight={40}
          empty={<EmptyState title={t("imports.none")} hint={t("imports.noneHint")} />}
        />
      )}
    </Page>
  );
};

import { useQuery } from "@tanstack/react-query";
import { importPreviewQuery } from "@/api/queries";
import type { PreviewedChange, Import, Rejection } from "@/api/types";
import { useShop } from "@/domain/shop";
import { useT, wordFor, type Translate } from "@/i18n";
import { DataTable, format, Panel, type Column } from "@/ui";
import { lineColumn, rejectionColumns } from "./rejection-columns";

const most = 50; // of each, that the server tells

const height = (rows: number): number => Math.min(320, 34 + rows * 32);

const shown = (t: Translate, change: PreviewedChange, value: string): string =>
  value === "" ? "—" : change.field === "status" ? wordFor(t, `${change.entity}.status`, value) : value;

const Changes = ({ changes }: { changes: PreviewedChange[] }) => {
  const t = useT();
  const columns: Column<PreviewedChange>[] = [
    lineColumn(t),
    {
      key: "who",
      header: t("imports.who"),
      width: "minmax(140px, 1fr)",
      cell: (row) => `${wordFor(t, "imports.entity", row.entity)} ${row.key}`,
    },
    {
      key: "field",
      header: t("imports.field"),
      width: "minmax(120px, 0.8fr)",
      cell: (row) => wordFor(t, "imports.field", row.field),
    },
    {
      key: "before",
      header: t("imports.before"),
      width: "minmax(140px, 1.2fr)",
      cell: (row) => <span className="soft">{shown(t, row, row.before)}</span>,
    },
    {
      key: "after",
      header: t("imports.after"),
      width: "minmax(140px, 1.2fr)",
      cell: (row) => shown(t, row, row.after),
    },
  ];
  return (
    <Panel
      flush
      title={t("imports.changesTitle")}
      aside={
        changes.length >= most && (
          <span className="soft">{t("imports.previewFirst", { n: format.count(most) })}</span>
        )
      }
    >
      <div style={{ height: height(changes.length), display: "flex" }}>
        <DataTable
          bare
          label={t("imports.changesTitle")}
          rows={changes}
          columns={columns}
          rowKey={(row) => `${row.line}-${row.entity}-${row.key}-${row.field}`}
        />
      </div>
    </Panel>
  );
};

const Warnings = ({ warnings }: { warnings: Rejection[] }) => {
  const t = useT();
  const columns = rejectionColumns(t);
  return (
    <Panel
      flush
      title={t("imports.warnedTitle")}
      aside={
        warnings.length >= most && (
          <span className="soft">{t("imports.previewFirst", { n: format.count(most) })}</span>
        )
      }
    >
      <div style={{ height: height(warnings.length), display: "flex" }}>
        <DataTable
          bare
          label={t("imports.warnedTitle")}
          rows={warnings}
          columns={columns}
          rowKey={(row) => `${row.line}-${row.column}-${row.code}`}
        />
      </div>
    </Panel>
  );
};

/** What the dry run found: the first fields that would change, and the first rows to look at. */
export const Preview = ({ file }: { file: Import }) => {
  const shop = useShop();
  const found = useQuery(importPreviewQuery(shop.id, file.id)).data;
  if (found === undefined) return null;
  return (
    <>
      {found.changes.length > 0 && <Changes changes={found.changes} />}
      {found.warnings.length > 0 && <Warnings warnings={found.warnings} />}
    </>
  );
};

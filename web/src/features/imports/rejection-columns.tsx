import type { Rejection } from "@/api/types";
import type { Translate } from "@/i18n";
import { format, type Column } from "@/ui";
import { faultText } from "./fault-text";

export const lineColumn = <Row extends { line: number }>(t: Translate): Column<Row> => ({
  key: "line",
  header: t("imports.line"),
  width: "80px",
  align: "right",
  cell: (row) => format.count(row.line),
});

/** Where in a file something is wrong, and why. */
export const rejectionColumns = (t: Translate): Column<Rejection>[] => [
  lineColumn(t),
  { key: "column", header: t("imports.column"), width: "180px", cell: (row) => row.column },
  { key: "value", header: t("imports.value"), width: "minmax(160px, 1fr)", cell: (row) => row.value },
  { key: "why", header: t("imports.why"), width: "minmax(200px, 1.4fr)", cell: (row) => faultText(t, row) },
];

import type { CustomerRow } from "@/api/types";
import { useT } from "@/i18n";
import { DateText, type Column } from "@/ui";
import { StatusTag } from "./marks";

export const CustomerName = ({ customer }: { customer: CustomerRow }) => (
  <span className="clip" style={{ display: "block" }}>
    <span className="strong">{customer.name === "" ? "–" : customer.name}</span>{" "}
    <span className="caption">{customer.kana}</span>
  </span>
);

/** The columns of every list of customers, so that a row reads the same everywhere. */
export const useCustomerColumns = (narrow: boolean): Column<CustomerRow>[] => {
  const t = useT();
  const name: Column<CustomerRow> = {
    key: "name",
    header: t("customer.name"),
    width: "minmax(180px, 1.4fr)",
    cell: (row) => <CustomerName customer={row} />,
  };
  const status: Column<CustomerRow> = {
    key: "status",
    header: t("customer.status"),
    width: narrow ? "140px" : "148px",
    cell: (row) => <StatusTag status={row.status} deliveries={row.delivery_number} />,
  };
  const next: Column<CustomerRow> = {
    key: "next",
    header: t("customer.nextShipment"),
    width: "92px",
    cell: (row) => <DateText value={row.next_shipment_on} short />,
  };
  const prefecture: Column<CustomerRow> = {
    key: "prefecture",
    header: t("customer.prefecture"),
    width: "80px",
    cell: (row) => row.prefecture,
  };
  if (narrow) return [name, status, next, prefecture];
  return [
    name,
    status,
    next,
    { key: "phone", header: t("customer.phone"), width: "128px", cell: (row) => row.phone },
    { key: "email", header: t("customer.email"), width: "minmax(140px, 1fr)", cell: (row) => row.email },
    prefecture,
    { key: "medium", header: t("customer.medium"), width: "minmax(80px, 0.6fr)", cell: (row) => row.medium },
  ];
};

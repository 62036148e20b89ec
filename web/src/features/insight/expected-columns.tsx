import type { CustomerRow, ExpectedOfPerson } from "@/api/types";
import type { useT } from "@/i18n";
import { Money, type Column } from "@/ui";
import css from "./insight.module.css";

export type ExpectedOrder = "purchases" | "value";

/** What is expected of each of the people; a press on a head puts those with the most first. */
export const expectedColumns = (
  t: ReturnType<typeof useT>,
  expected: ExpectedOfPerson[],
  order: ExpectedOrder,
  onOrder: (order: ExpectedOrder) => void,
): Column<CustomerRow>[] => {
  const of = new Map(expected.map((one) => [one.customer, one]));
  const head = (by: ExpectedOrder) => (
    <button type="button" className={css.order} aria-pressed={order === by} onClick={() => onOrder(by)}>
      {t(`insight.expected.${by}`)}
      {order === by && " ▼"}
    </button>
  );
  return [
    {
      key: "purchases",
      header: head("purchases"),
      ...(order === "purchases" ? { sorted: "descending" as const } : {}),
      width: "110px",
      align: "right",
      cell: (row) => of.get(row.id)?.purchases?.toFixed(2) ?? "–",
    },
    {
      key: "value",
      header: head("value"),
      ...(order === "value" ? { sorted: "descending" as const } : {}),
      width: "120px",
      align: "right",
      cell: (row) => <Money value={of.get(row.id)?.value ?? null} />,
    },
  ];
};

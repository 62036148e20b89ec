import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { peopleQuery } from "@/api/queries";
import type { CallList, CustomerRow } from "@/api/types";
import { useCustomerColumns } from "@/domain/customer-columns";
import { PeopleList } from "@/domain/people-list";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { format, SideDrawer } from "@/ui";
import { expectedColumns, type ExpectedOrder } from "./expected-columns";
import { SaveCell } from "./save-cell";
import { queryText, type Cell } from "./view";

type Props = {
  analysis: string;
  cell: Cell | undefined;
  onClose: () => void;
  onCustomer: (customer: CustomerRow) => void;
  onCallList: (list: CallList) => void;
};

const People = ({ analysis, cell, onCustomer, onCallList }: Props & { cell: Cell }) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const known = useCustomerColumns(true);
  const [order, setOrder] = useState<ExpectedOrder>();
  const keys = order === undefined ? cell.keys : { ...cell.keys, order };
  const found = useInfiniteQuery({
    ...peopleQuery(shop.id, analysis, keys),
    // Those in the order before stay until they are there in the next.
    placeholderData: keepPreviousData,
  });
  const expected = found.data?.pages.flatMap((page) => page.expected) ?? [];
  // Who may not see money has them by their purchases.
  const first = expected.some(({ value }) => value !== null) ? "value" : "purchases";
  const columns =
    expected.length === 0
      ? known
      : [...known.slice(0, 2), ...expectedColumns(t, expected, order ?? first, setOrder)];
  return (
    <PeopleList
      name={cell.title}
      found={found}
      columns={columns}
      source={{ kind: "people", analysis, query: queryText(keys) }}
      note={(count) =>
        cell.counted !== undefined &&
        cell.counted !== count && (
          <span className="caption" style={{ display: "block" }}>
            {t("insight.countedBehind", { n: format.count(cell.counted) })}
          </span>
        )
      }
      tools={may("insight.edit") && <SaveCell analysis={analysis} cell={cell} />}
      empty={t("insight.nobody")}
      onCustomer={onCustomer}
      onCallList={onCallList}
    />
  );
};

/** The people behind a number. */
export const PeopleDrawer = (props: Props) => (
  <SideDrawer
    opened={props.cell !== undefined}
    onClose={props.onClose}
    title={props.cell?.title ?? ""}
    width={620}
  >
    {props.cell !== undefined && <People key={queryText(props.cell.keys)} {...props} cell={props.cell} />}
  </SideDrawer>
);

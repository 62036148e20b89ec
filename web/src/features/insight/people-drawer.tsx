import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { peopleQuery } from "@/api/queries";
import type { CallList, CustomerRow } from "@/api/types";
import { makeCallList } from "@/api/writes";
import { useCustomerColumns } from "@/domain/customer-columns";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, DataTable, EmptyState, Failed, format, SideDrawer, Skeleton, toast } from "@/ui";
import css from "./insight.module.css";
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
  const failure = useFailure();
  const queries = useQueryClient();
  const known = useCustomerColumns(true);
  const [order, setOrder] = useState<ExpectedOrder>();
  const keys = order === undefined ? cell.keys : { ...cell.keys, order };
  const found = useInfiniteQuery(peopleQuery(shop.id, analysis, keys));
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const expected = found.data?.pages.flatMap((page) => page.expected) ?? [];
  const columns =
    expected.length === 0
      ? known
      : [...known.slice(0, 2), ...expectedColumns(t, expected, order ?? "value", setOrder)];
  const count = found.data?.pages[0]?.count ?? 0;
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const make = useMutation({
    mutationFn: () =>
      makeCallList(shop.id, {
        name: cell.title,
        source: { kind: "people", analysis, query: queryText(keys) },
      }),
    onSuccess: async (list) => {
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "call-lists"] });
      toast({ tone: "done", message: t("today.made", { name: list.name }) });
      onCallList(list);
    },
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
  });
  return (
    <>
      <div className={css.drawerTools}>
        <span className="grow">
          {found.data !== undefined && t("insight.peopleBehind", { n: format.count(count) })}
          {found.data !== undefined && cell.counted !== undefined && cell.counted !== count && (
            <span className="caption" style={{ display: "block" }}>
              {t("insight.countedBehind", { n: format.count(cell.counted) })}
            </span>
          )}
        </span>
        {may("insight.edit") && <SaveCell analysis={analysis} cell={cell} />}
        {may("call_list.create") && (
          <Button
            variant="default"
            onClick={() => make.mutate()}
            loading={make.isPending}
            disabled={rows.length === 0}
          >
            {t("insight.toCallList")}
          </Button>
        )}
      </div>
      {found.isPending && <Skeleton rows={12} />}
      {found.isError && <Failed message={failure(found.error)} />}
      {found.data !== undefined && (
        <DataTable
          bare
          autoFocus
          label={cell.title}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={onCustomer}
          onNearEnd={more}
          empty={<EmptyState title={t("insight.nobody")} />}
        />
      )}
    </>
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
    {props.cell !== undefined && <People {...props} cell={props.cell} />}
  </SideDrawer>
);

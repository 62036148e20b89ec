import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, type ReactNode } from "react";
import type { CallList, CustomerRow } from "@/api/types";
import { makeCallList, type CallListDraft } from "@/api/writes";
import { useT } from "@/i18n";
import { Button, DataTable, EmptyState, Failed, format, Skeleton, toast, Tooltip, type Column } from "@/ui";
import { useFailure } from "./failure";
import css from "./people-list.module.css";
import { useMay, useShop } from "./shop";

const mostToCall = 100_000;

export type PeoplePage = { items: CustomerRow[]; count: number };

/** People as they come in, page by page. */
type Found<Page> = {
  data: { pages: Page[] } | undefined;
  error: Error | null;
  isPending: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
};

type Props<Page extends PeoplePage> = {
  name: string;
  found: Found<Page>;
  columns: Column<CustomerRow>[];
  /** Where a call list of them gets them from. */
  source: CallListDraft["source"];
  /** Below their number, once it is known. */
  note?: (count: number) => ReactNode;
  /** Before the button that makes a call list. */
  tools?: ReactNode;
  empty: string;
  onCustomer: (customer: CustomerRow) => void;
  onCallList: (list: CallList) => void;
};

const useMaking = (name: string, source: CallListDraft["source"], onMade: (list: CallList) => void) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => makeCallList(shop.id, { name, source }),
    onSuccess: async (list) => {
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "call-lists"] });
      toast({ tone: "done", message: t("today.made", { name: list.name }) });
      onMade(list);
    },
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
  });
};

/** The people behind a number or in a segment: how many, who, and from them a list to call. */
export const PeopleList = <Page extends PeoplePage>(props: Props<Page>) => {
  const { name, found, note } = props;
  const t = useT();
  const may = useMay();
  const failure = useFailure();
  const make = useMaking(name, props.source, props.onCallList);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const count = found.data?.pages[0]?.count ?? 0;
  const tooMany = count > mostToCall;
  return (
    <>
      <div className={css.tools}>
        <span className="grow">
          {found.data !== undefined && t("people.all", { n: format.count(count) })}
          {found.data !== undefined && note?.(count)}
        </span>
        {props.tools}
        {may("call_list.create") && (
          <Tooltip label={t("people.tooManyToCall", { most: format.count(mostToCall) })} disabled={!tooMany}>
            <Button
              variant="default"
              onClick={() => make.mutate()}
              loading={make.isPending}
              disabled={rows.length === 0 || tooMany}
            >
              {t("people.toCallList")}
            </Button>
          </Tooltip>
        )}
      </div>
      {found.isPending && <Skeleton rows={12} />}
      {found.error !== null && <Failed message={failure(found.error)} />}
      {found.data !== undefined && (
        <DataTable
          bare
          autoFocus
          label={name}
          rows={rows}
          columns={props.columns}
          rowKey={(row) => row.id}
          onOpen={props.onCustomer}
          onNearEnd={more}
          empty={<EmptyState title={props.empty} />}
        />
      )}
    </>
  );
};

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { segmentPeopleQuery, type Segment } from "@/api/segments";
import type { CallList, CustomerRow } from "@/api/types";
import { makeCallList } from "@/api/writes";
import { useCustomerColumns } from "@/domain/customer-columns";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Button, DataTable, EmptyState, Failed, format, SideDrawer, Skeleton, toast, Tooltip } from "@/ui";
import css from "./segments.module.css";

const mostToCall = 100_000;

type Props = {
  segment: Segment;
  onCustomer: (customer: CustomerRow) => void;
  onCallList: (list: CallList) => void;
};

const People = ({ segment, onCustomer, onCallList }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const columns = useCustomerColumns(true);
  const found = useInfiniteQuery(segmentPeopleQuery(shop.id, segment.id));
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const count = found.data?.pages[0]?.count ?? 0;
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const make = useMutation({
    mutationFn: () =>
      makeCallList(shop.id, { name: segment.name, source: { kind: "segment", segment: segment.id } }),
    onSuccess: async (list) => {
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "call-lists"] });
      toast({ tone: "done", message: t("today.made", { name: list.name }) });
      onCallList(list);
    },
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
  });
  const tooMany = count > mostToCall;
  return (
    <>
      <div className={css.tools}>
        <span className="grow">
          {found.data !== undefined && t("insight.peopleBehind", { n: format.count(count) })}
        </span>
        {may("call_list.create") && (
          <Tooltip
            label={t("segments.tooManyToCall", { most: format.count(mostToCall) })}
            disabled={!tooMany}
          >
            <Button
              variant="default"
              onClick={() => make.mutate()}
              loading={make.isPending}
              disabled={rows.length === 0 || tooMany}
            >
              {t("insight.toCallList")}
            </Button>
          </Tooltip>
        )}
      </div>
      {found.isPending && <Skeleton rows={12} />}
      {found.isError && <Failed message={failure(found.error)} />}
      {found.data !== undefined && (
        <DataTable
          bare
          autoFocus
          label={segment.name}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={onCustomer}
          onNearEnd={more}
          empty={<EmptyState title={t("segments.nobodyElse")} />}
        />
      )}
    </>
  );
};

/** The people of a segment, and from them a call list. */
export const SegmentPeople = ({
  opened,
  onClose,
  ...rest
}: Props & { opened: boolean; onClose: () => void }) => (
  <SideDrawer opened={opened} onClose={onClose} title={rest.segment.name} width={620}>
    {opened && <People {...rest} />}
  </SideDrawer>
);

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { callListItemsQuery, callListQuery, membersQuery } from "@/api/queries";
import type { CallListItem } from "@/api/types";
import { assignCallList, saveCallListItem } from "@/api/writes";
import { CustomerName } from "@/domain/customer-columns";
import { useFailure } from "@/domain/failure";
import { FactList, StatusTag } from "@/domain/marks";
import { ExportButton } from "@/domain/export-button";
import { useMay, useMe, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import {
  Button,
  Checkbox,
  DataTable,
  DateText,
  Dialog,
  EmptyState,
  Failed,
  format,
  InstantText,
  Keys,
  Money,
  Page,
  SegmentedControl,
  Skeleton,
  Switch,
  Tag,
  toast,
  Tooltip,
  usePlaces,
  useShortcuts,
  useToday,
  type Column,
} from "@/ui";
import { Progress } from "./progress";
import { useNextCall } from "./use-next-call";

type Props = {
  id: number;
  status: string;
  mine: boolean;
  onChoose: (choice: { status: string; mine: boolean }) => void;
  onOpen: (item: CallListItem) => void;
};

const statuses = ["open", "recall", "done"] as const;
const tones = { open: "neutral", recall: "warning", done: "good" } as const;
const toneOf = (status: string) => (status === "recall" || status === "done" ? tones[status] : tones.open);

const AssignDialog = ({ id, onClose }: { id: number; onClose: () => void }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  const members = useQuery(membersQuery(shop.id)).data?.items.filter((member) => member.active) ?? [];
  const [chosen, setChosen] = useState<number[]>([]);
  const assign = useMutation({
    mutationFn: () => assignCallList(shop.id, id, chosen),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["shop", shop.id, "call-lists"] });
      toast({ tone: "done", message: t("callList.assigned") });
      onClose();
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t("callList.assign")}>
      <div className="stack">
        <p className="soft">{t("callList.assignHint")}</p>
        {assign.isError && <Failed message={failure(assign.error)} />}
        {members.map((member) => (
          <Checkbox
            key={member.id}
            label={member.name}
            checked={chosen.includes(member.id)}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              setChosen((now) => (checked ? [...now, member.id] : now.filter((each) => each !== member.id)));
            }}
          />
        ))}
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button onClick={() => assign.mutate()} disabled={chosen.length === 0} loading={assign.isPending}>
            {t("callList.assign")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};

/** One list, worked off from the keyboard: Enter opens the desk, d closes an item, a takes it. */
export const CallListPage = ({ id, status, mine, onChoose, onOpen }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const me = useMe();
  const failure = useFailure();
  const places = usePlaces();
  const today = useToday();
  const queries = useQueryClient();
  const [assigning, setAssigning] = useState(false);
  const list = useQuery(callListQuery(shop.id, id));
  const found = useInfiniteQuery(
    callListItemsQuery(shop.id, id, { status, assigned_to: mine ? me.id : undefined }),
  );
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  const change = useMutation({
    mutationFn: ({ item, patch }: { item: CallListItem; patch: { status?: string; assigned_to?: number } }) =>
      saveCallListItem(shop.id, item, patch),
    onSuccess: (saved, { item, patch }) => {
      if (patch.status === undefined) return;
      toast({
        tone: "done",
        message: t("callList.itemDone", { name: item.customer.name }),
        undo: {
          label: t("common.undo"),
          act: () => change.mutate({ item: saved, patch: { status: item.status } }),
        },
      });
    },
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "call-lists", id] }),
  });

  const next = useNextCall(id, { onOpen, onNobody: () => undefined });
  useShortcuts((shortcut) => {
    if (shortcut.kind === "next" && !next.isPending) next.mutate(null);
  });
  // Whom nobody has becomes the caller's before the desk opens, so that no colleague calls her too.
  const open = (item: CallListItem): void => {
    if (item.assigned_to !== null || item.status === "done") onOpen(item);
    else change.mutate({ item, patch: { assigned_to: me.id } }, { onSuccess: onOpen });
  };

  const onKey = (key: string, item: CallListItem): boolean => {
    if (!may("call_list.edit")) return false;
    if (key === "d" && item.status !== "done") change.mutate({ item, patch: { status: "done" } });
    else if (key === "a") change.mutate({ item, patch: { assigned_to: me.id } });
    else return false;
    return true;
  };

  const madeOn =
    list.data === undefined
      ? ""
      : format.shortDay(format.dayOf(list.data.created_at, places.zone), places.locale, today);
  const finished = list.data !== undefined && list.data.open + list.data.recall === 0;

  const person: Column<CallListItem>[] = [
    {
      key: "name",
      header: t("customer.name"),
      width: "minmax(160px, 0.9fr)",
      cell: (row) => <CustomerName customer={row.customer} />,
    },
    { key: "phone", header: t("customer.phone"), width: "120px", cell: (row) => row.customer.phone },
  ];
  // Why she was on today's list when this list was made; what is known by now heads her page.
  // People of an analysis come without reasons of their own.
  const reasons: Column<CallListItem>[] = [
    {
      key: "facts",
      header: t("today.factsAsOf", { day: madeOn }),
      width: "minmax(180px, 1.6fr)",
      cell: (row) => <FactList facts={row.facts.slice(0, 2)} form="stack" />,
    },
    {
      key: "cutoff",
      header: t("subscription.cutoff"),
      width: "84px",
      cell: (row) => <DateText value={row.cutoff_on} short />,
    },
    {
      key: "risk",
      header: t("risk.label"),
      width: "64px",
      align: "right",
      cell: (row) => format.percent(row.probability),
    },
    {
      key: "loss",
      header: t("today.expectedLoss"),
      width: "84px",
      align: "right",
      cell: (row) => <Money value={row.expected_loss === 0 ? null : row.expected_loss} />,
    },
  ];
  const standing: Column<CallListItem>[] = [
    {
      key: "standing",
      header: t("subscription.title"),
      width: "minmax(120px, 1fr)",
      cell: (row) => <StatusTag status={row.customer.status} deliveries={row.customer.delivery_number} />,
    },
    {
      key: "next",
      header: t("customer.nextShipment"),
      width: "92px",
      cell: (row) => <DateText value={row.customer.next_shipment_on} short />,
    },
    {
      key: "prefecture",
      header: t("customer.prefecture"),
      width: "96px",
      cell: (row) => row.customer.prefecture,
    },
  ];
  const explained = rows.some((row) => row.facts.length > 0 || row.cutoff_on !== null);
  const work: Column<CallListItem>[] = [
    {
      key: "who",
      header: t("callList.assignee"),
      width: "96px",
      cell: (row) => (row.assigned_name === "" ? <span className="faint">–</span> : row.assigned_name),
    },
    {
      key: "status",
      header: t("callList.status"),
      width: status === "recall" ? "170px" : "84px",
      cell: (row) =>
        row.status === "recall" && row.recall_at !== null ? (
          <InstantText value={row.recall_at} />
        ) : (
          <Tag tone={toneOf(row.status)}>{wordFor(t, "callList.state", row.status)}</Tag>
        ),
    },
  ];

  return (
    <Page
      title={list.data?.name ?? t("nav.callLists")}
      asOf={list.data === undefined ? undefined : <Progress list={list.data} />}
      actions={
        <>
          {may("call_list.export") && (
            <ExportButton
              path={`/api/v1/shops/${shop.id}/call-lists/${id}/items.csv`}
              fileName={`call-list-${id}.csv`}
            />
          )}
          {may("call_list.assign") && (
            <Button variant="default" onClick={() => setAssigning(true)}>
              {t("callList.assign")}
            </Button>
          )}
          {may("call_list.edit") && (
            <Tooltip label={<Keys keys={["n"]} />}>
              <Button loading={next.isPending} disabled={finished} onClick={() => next.mutate(null)}>
                {t("callList.next")}
              </Button>
            </Tooltip>
          )}
        </>
      }
      filters={
        <>
          <SegmentedControl
            aria-label={t("callList.status")}
            value={status}
            onChange={(next) => onChoose({ status: next, mine })}
            data={statuses.map((value) => ({ value, label: t(`callList.state.${value}`) }))}
          />
          <Switch
            size="xs"
            label={t("callList.mine")}
            checked={mine}
            onChange={(event) => onChoose({ status, mine: event.currentTarget.checked })}
            style={{ paddingBottom: 6 }}
          />
          <span className="caption row" style={{ paddingBottom: 6, marginLeft: "auto" }}>
            <Keys keys={["j", "k"]} /> {t("help.move")} <Keys keys={["Enter"]} /> {t("help.open")}{" "}
            <Keys keys={["n"]} /> {t("callList.nextShort")} <Keys keys={["a"]} /> {t("callList.take")}{" "}
            <Keys keys={["d"]} /> {t("callList.close")}
          </span>
        </>
      }
      mode="fill"
    >
      {found.isPending && <Skeleton rows={12} />}
      {found.isError && <Failed message={failure(found.error)} />}
      {found.data !== undefined && (
        <DataTable
          label={list.data?.name ?? t("nav.callLists")}
          rows={rows}
          columns={[...person, ...(explained ? reasons : standing), ...work]}
          rowKey={(row) => row.id}
          onOpen={open}
          onKey={onKey}
          onNearEnd={more}
          rowHeight={44}
          autoFocus
          empty={
            finished ? (
              <EmptyState title={t("callList.finished")} hint={t("callList.finishedHint")} />
            ) : (
              <EmptyState title={t("callList.empty")} hint={t("callList.emptyHint")} />
            )
          }
        />
      )}
      {assigning && <AssignDialog id={id} onClose={() => setAssigning(false)} />}
    </Page>
  );
};

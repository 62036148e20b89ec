import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { trailCsv, trailQuery } from "@/api/audit";
import type { TrailEntry } from "@/api/types";
import { ExportButton } from "@/domain/export-button";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { membersQuery } from "@/api/queries";
import { useT, wordFor } from "@/i18n";
import {
  Button,
  DataTable,
  EmptyState,
  Failed,
  format,
  InstantText,
  Page,
  Panel,
  Select,
  SideDrawer,
  Skeleton,
  TextInput,
  usePlaces,
  useToday,
  type Column,
} from "@/ui";
import { CustomerChoice } from "./customer-choice";
import { EntryDetail } from "./entry-detail";
import { BentTrail, CheckTrail } from "./trail-check";
import { KindTag, SeenFields, subjectOf } from "./marks";
import { Witnesses } from "./witnesses";
import { filterOf, kinds, periodOf, periods, tellsWhoSaw, type AuditView } from "./view";
import css from "./audit.module.css";

type Props = {
  view: AuditView;
  onView: (view: AuditView) => void;
  onCustomer: (id: number) => void;
};

/** Who saw, changed and took out what: by customer, person, time and kind. */
export const AuditPage = ({ view, onView, onCustomer }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const places = usePlaces();
  const failure = useFailure();
  const filter = filterOf(view, places.zone);
  const trail = useInfiniteQuery(trailQuery(shop.id, filter));
  const [opened, setOpened] = useState<TrailEntry>();
  const rows = trail.data?.pages.flatMap((page) => page.items) ?? [];
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = trail;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const columns: Column<TrailEntry>[] = [
    { key: "at", header: t("audit.at"), width: "148px", cell: (entry) => <InstantText value={entry.at} /> },
    {
      key: "who",
      header: t("audit.who"),
      width: "minmax(120px, 0.8fr)",
      cell: (entry) => <Who entry={entry} />,
    },
    { key: "kind", header: t("audit.kind"), width: "120px", cell: (entry) => <KindTag kind={entry.kind} /> },
    {
      key: "subject",
      header: t("audit.subject"),
      width: "minmax(140px, 1fr)",
      cell: (entry) => subjectOf(t, entry),
    },
    {
      key: "fields",
      header: t("audit.fields"),
      width: "minmax(170px, 1.4fr)",
      cell: (entry) => <SeenFields entry={entry} />,
    },
    {
      key: "reason",
      header: t("audit.reason"),
      width: "minmax(90px, 0.8fr)",
      cell: (entry) => <span className="soft">{entry.reason}</span>,
    },
  ];
  return (
    <Page
      title={t("nav.audit")}
      asOf={
        trail.data === undefined
          ? undefined
          : t("common.shown", { n: `${format.count(rows.length)}${hasNextPage ? "+" : ""}` })
      }
      actions={
        <>
          <CheckTrail />
          {may("audit.export") && <ExportButton path={trailCsv(shop.id, filter)} fileName="audit.csv" />}
        </>
      }
      filters={<Filters view={view} name={nameIn(rows, view.customer)} onView={onView} />}
      mode="fill"
    >
      <BentTrail />
      {trail.isPending && (
        <Panel flush>
          <Skeleton rows={14} />
        </Panel>
      )}
      {trail.isError && <Failed message={failure(trail.error)} />}
      {trail.data !== undefined && (
        <>
          {tellsWhoSaw(view) && rows.length > 0 && <Witnesses entries={rows} partly={hasNextPage} />}
          <DataTable
            label={t("nav.audit")}
            rows={rows}
            columns={columns}
            rowKey={(entry) => entry.id}
            onOpen={setOpened}
            onNearEnd={more}
            empty={<EmptyState title={t("audit.empty")} hint={t("audit.emptyHint")} />}
          />
        </>
      )}
      <SideDrawer
        opened={opened !== undefined}
        onClose={() => setOpened(undefined)}
        title={opened === undefined ? "" : wordFor(t, "audit.kinds", opened.kind)}
        width={620}
      >
        {opened !== undefined && <EntryDetail entry={opened} onCustomer={onCustomer} />}
      </SideDrawer>
    </Page>
  );
};

const Who = ({ entry }: { entry: TrailEntry }) => {
  const t = useT();
  if (entry.actor !== "user" && entry.user_name === "")
    return <span className="soft">{wordFor(t, "audit.actor", entry.actor)}</span>;
  return (
    <>
      <span className="strong">{entry.user_name === "" ? t("audit.unknownUser") : entry.user_name}</span>
      {entry.acting_for_name !== "" && (
        <span className="warning"> {t("audit.asSeenBy", { name: entry.acting_for_name })}</span>
      )}
    </>
  );
};

const nameIn = (entries: TrailEntry[], customer: number | undefined): string | undefined =>
  entries.find((entry) => entry.customer_id === customer && entry.customer_name !== "")?.customer_name;

type FiltersProps = Pick<Props, "view" | "onView"> & { name: string | undefined };

const Filters = ({ view, name, onView }: FiltersProps) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const today = useToday();
  const members = useQuery({ ...membersQuery(shop.id), enabled: may("member.view") }).data?.items ?? [];
  const set = (change: AuditView): void => onView({ ...view, ...change });
  return (
    <>
      <CustomerChoice chosen={view.customer} name={name} onChoose={(customer) => set({ customer })} />
      <Select
        label={t("audit.who")}
        placeholder={t("common.all")}
        clearable
        searchable
        data={members.map((member) => ({ value: String(member.id), label: member.name }))}
        value={view.user === undefined ? null : String(view.user)}
        onChange={(user) => set({ user: user === null ? undefined : Number(user) })}
        style={{ width: 150 }}
      />
      <Select
        label={t("audit.kind")}
        placeholder={t("common.all")}
        clearable
        searchable
        data={kinds.map((kind) => ({ value: kind, label: t(`audit.kinds.${kind}`) }))}
        value={view.kind ?? null}
        onChange={(kind) => set({ kind: kind ?? undefined })}
        style={{ width: 150 }}
      />
      <TextInput
        type="date"
        label={t("audit.from")}
        value={view.from ?? ""}
        max={view.to ?? today}
        onChange={(event) => set({ from: event.currentTarget.value || undefined })}
        style={{ width: 136 }}
      />
      <TextInput
        type="date"
        label={t("audit.to")}
        value={view.to ?? ""}
        onChange={(event) => set({ to: event.currentTarget.value || undefined })}
        style={{ width: 136 }}
      />
      <span className={css.periods} role="group" aria-label={t("audit.period")}>
        {periods.map((name) => {
          const period = periodOf(name, today);
          const on = view.from === period.from && view.to === period.to;
          return (
            <Button
              key={name}
              size="compact-xs"
              variant={on ? "light" : "default"}
              aria-pressed={on}
              onClick={() => set(on ? { from: undefined, to: undefined } : period)}
            >
              {t(`audit.periods.${name}`)}
            </Button>
          );
        })}
        <Button
          size="compact-xs"
          variant={view.kind === "exported" ? "light" : "default"}
          aria-pressed={view.kind === "exported"}
          onClick={() => set({ kind: view.kind === "exported" ? undefined : "exported" })}
        >
          {t("audit.exports")}
        </Button>
      </span>
    </>
  );
};

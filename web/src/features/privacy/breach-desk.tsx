import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { breachCsv, breachQuery, type BreachFilter } from "@/api/privacy";
import { membersQuery } from "@/api/queries";
import { ExportButton } from "@/domain/export-button";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import {
  DataTable,
  EmptyState,
  Failed,
  Figure,
  format,
  InstantText,
  Panel,
  Select,
  Skeleton,
  Tag,
  TextInput,
  usePlaces,
} from "@/ui";
import css from "./privacy.module.css";
import type { PrivacyView } from "./view";

type Props = {
  view: PrivacyView;
  onView: (view: PrivacyView) => void;
  onCustomer: (id: number) => void;
};

/** From an account or an export and a time to the people and the kinds of values that were seen. */
export const BreachDesk = ({ view, onView, onCustomer }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const places = usePlaces();
  const failure = useFailure();
  const members = useQuery({ ...membersQuery(shop.id), enabled: may("member.view") }).data?.items ?? [];
  const filter = filterOf(view, places.zone);
  const breach = useInfiniteQuery(breachQuery(shop.id, filter));
  const head = breach.data?.pages[0];
  const rows = breach.data?.pages.flatMap((page) => page.items) ?? [];
  const set = (change: PrivacyView): void => onView({ ...view, ...change });
  const asked = filter.user !== undefined || filter.export !== undefined;
  return (
    <div className={css.desk}>
      <div className={css.tools}>
        <Select
          label={t("breach.account")}
          placeholder={t("breach.accountPlaceholder")}
          searchable
          clearable
          data={members.map((member) => ({ value: String(member.id), label: member.name }))}
          value={view.user === undefined ? null : String(view.user)}
          onChange={(user) => set({ user: user === null ? undefined : Number(user) })}
          style={{ width: 190 }}
        />
        <TextInput
          type="datetime-local"
          label={t("breach.from")}
          value={view.from ?? ""}
          onChange={(event) => set({ from: event.currentTarget.value || undefined })}
        />
        <TextInput
          type="datetime-local"
          label={t("breach.to")}
          value={view.to ?? ""}
          onChange={(event) => set({ to: event.currentTarget.value || undefined })}
        />
        <TextInput
          label={t("breach.export")}
          placeholder="e18"
          value={view.export === undefined ? "" : `e${view.export}`}
          onChange={(event) => {
            const number = Number(event.currentTarget.value.replace(/\D/g, ""));
            set({ export: number > 0 ? number : undefined });
          }}
          style={{ width: 110 }}
        />
        {asked && <ExportButton path={breachCsv(shop.id, filter)} fileName="breach.csv" />}
      </div>
      {!asked && (
        <Panel>
          <EmptyState title={t("breach.empty")} hint={t("breach.emptyHint")} />
        </Panel>
      )}
      {asked && breach.isPending && (
        <Panel flush>
          <Skeleton rows={10} />
        </Panel>
      )}
      {asked && breach.isError && <Failed message={failure(breach.error)} />}
      {asked && head !== undefined && (
        <>
          <div className={css.figures}>
            <Figure
              label={t("breach.people")}
              value={t("common.people", { n: format.count(head.people) })}
              small
            />
            <Figure label={t("breach.events")} value={format.count(head.events)} small />
            <Figure
              label={t("breach.fields")}
              value={
                <span className="row-wrap">
                  {head.fields.map((field) => (
                    <Tag key={field} tone="danger">
                      {wordFor(t, "fieldGroup", field)}
                    </Tag>
                  ))}
                </span>
              }
              small
            />
          </div>
          <DataTable
            label={t("privacy.part.breach")}
            rows={rows}
            rowKey={(row) => row.customer_id}
            onOpen={(row) => onCustomer(row.customer_id)}
            onNearEnd={() => {
              if (breach.hasNextPage && !breach.isFetchingNextPage) void breach.fetchNextPage();
            }}
            columns={[
              {
                key: "name",
                header: t("customer.name"),
                width: "minmax(140px, 1fr)",
                cell: (row) => (
                  <>
                    <span className="strong">{row.name}</span>{" "}
                    <span className="caption">
                      {t("audit.customerNumber", { n: String(row.customer_id) })}
                    </span>
                  </>
                ),
              },
              {
                key: "fields",
                header: t("breach.fields"),
                width: "minmax(180px, 1.4fr)",
                cell: (row) =>
                  row.fields.map((field) => wordFor(t, "fieldGroup", field)).join(t("common.comma")),
              },
              {
                key: "times",
                header: t("breach.times"),
                width: "70px",
                align: "right",
                cell: (row) => format.count(row.times),
              },
              {
                key: "first",
                header: t("breach.first"),
                width: "150px",
                cell: (row) => <InstantText value={row.first_at} />,
              },
              {
                key: "last",
                header: t("breach.last"),
                width: "150px",
                cell: (row) => <InstantText value={row.last_at} />,
              },
            ]}
            empty={<EmptyState title={t("breach.none")} />}
          />
        </>
      )}
    </div>
  );
};

const filterOf = (view: PrivacyView, zone: string): BreachFilter => {
  const from = view.from === undefined ? null : format.instantOfLocal(view.from, zone);
  const to = view.to === undefined ? null : format.instantOfLocal(view.to, zone);
  return {
    ...(view.user === undefined ? {} : { user: view.user }),
    ...(view.export === undefined ? {} : { export: view.export }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
};

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { peopleOfEntryQuery } from "@/api/audit";
import { membersQuery } from "@/api/queries";
import type { FieldChange, TrailEntry } from "@/api/types";
import { useCustomerColumns } from "@/domain/customer-columns";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, DataTable, Failed, InstantText, Skeleton } from "@/ui";
import { SeenFields, subjectOf } from "./marks";
import { isMember, toldChanges, written } from "./written";
import css from "./audit.module.css";

type Props = { entry: TrailEntry; onCustomer: (id: number) => void };

/** One entry of the trail in full; of a change what it was and what it became. */
export const EntryDetail = ({ entry, onCustomer }: Props) => {
  const t = useT();
  const may = useMay();
  const { customer_id: customer } = entry;
  const changes = toldChanges(entry);
  return (
    <div className={css.detail}>
      <dl className={css.facts}>
        <Line name={t("audit.at")}>
          <InstantText value={entry.at} />
        </Line>
        <Line name={t("audit.who")}>
          {entry.user_name === "" ? wordFor(t, "audit.actor", entry.actor) : entry.user_name}
          {entry.acting_for_name !== "" && ` ${t("audit.asSeenBy", { name: entry.acting_for_name })}`}
        </Line>
        <Line name={t("audit.subject")}>
          {subjectOf(t, entry)}{" "}
          {customer !== null && may("customer.view") && (
            <Button size="compact-xs" variant="subtle" onClick={() => onCustomer(customer)}>
              {t("audit.openCustomer")}
            </Button>
          )}
        </Line>
        {entry.reason !== "" && <Line name={t("audit.reason")}>{entry.reason}</Line>}
        {entry.row_count > 0 && (
          <Line name={t("audit.count")}>{t("audit.rows", { n: String(entry.row_count) })}</Line>
        )}
        {changes.length === 0 && entry.fields.length > 0 && (
          <Line name={t("audit.fields")}>
            <SeenFields entry={entry} />
          </Line>
        )}
        {entry.status > 0 && <Line name={t("audit.status")}>HTTP {entry.status}</Line>}
        {entry.address !== "" && <Line name={t("audit.address")}>{entry.address}</Line>}
        {entry.operation !== "" && <Line name={t("audit.operation")}>{entry.operation}</Line>}
      </dl>
      {changes.length > 0 && <Changes changes={changes} />}
      {entry.id.startsWith("e") && entry.persons > 1 && <People entry={entry.id} onCustomer={onCustomer} />}
    </div>
  );
};

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const Changes = ({ changes }: { changes: FieldChange[] }) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const members = useQuery({
    ...membersQuery(shop.id),
    enabled: may("member.view") && changes.some(isMember),
  }).data?.items;
  const told = (change: FieldChange, value: unknown): string =>
    (isMember(change) && members?.find((member) => member.id === value)?.name) || written(value);
  return (
    <table className={css.changes}>
      <thead>
        <tr>
          <th scope="col">{t("conflict.field")}</th>
          <th scope="col">{t("audit.before")}</th>
          <th scope="col">{t("audit.after")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{wordFor(t, "audit.field", change.field)}</th>
            {change.masked ? (
              <td colSpan={2} className="soft">
                {t("audit.maskedChange")}
              </td>
            ) : (
              <>
                <td>
                  <Value side="before" text={told(change, change.before)} />
                </td>
                <td>
                  <Value side="after" text={told(change, change.after)} />
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Value = ({ side, text }: { side: "before" | "after"; text: string }) =>
  text === "" ? (
    <span className="faint">–</span>
  ) : (
    <span className={css.value} data-side={side}>
      <span aria-hidden="true">{side === "before" ? "−" : "+"}</span> {text}
    </span>
  );

const People = ({ entry, onCustomer }: { entry: string; onCustomer: (id: number) => void }) => {
  const t = useT();
  const shop = useShop();
  const failure = useFailure();
  const columns = useCustomerColumns(true);
  const people = useInfiniteQuery(peopleOfEntryQuery(shop.id, entry));
  const rows = people.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={css.people}>
      <h3>{t("audit.people")}</h3>
      {people.isPending && <Skeleton rows={6} />}
      {people.isError && <Failed message={failure(people.error)} />}
      {people.data !== undefined && (
        <DataTable
          label={t("audit.people")}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => onCustomer(row.id)}
          onNearEnd={() => {
            if (people.hasNextPage && !people.isFetchingNextPage) void people.fetchNextPage();
          }}
        />
      )}
    </section>
  );
};

// Where features meet: each page takes its view from the address and goes where its feature asks.
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useShop } from "@/domain/shop";
import { CallListPage } from "@/features/call-lists/call-list-page";
import { CallListsPage } from "@/features/call-lists/call-lists-page";
import { TodayListPage } from "@/features/call-lists/today-list-page";
import type { Occasion } from "@/features/contacts/draft";
import { CustomersPage } from "@/features/customers/customers-page";
import { HomePage } from "@/features/home/home-page";
import { ImportPage } from "@/features/imports/import-page";
import { ImportsPage } from "@/features/imports/imports-page";
import { SettingsPage } from "@/features/settings/settings-page";
import { useT } from "@/i18n";
import { Button, EmptyState } from "@/ui";
import { DeskPage, EmptyDesk } from "./desk-page";
import { useWays } from "./ways";

// Whoever is opened from today's list is going to be called; her open item is worked off by it.
const callFromToday = (ways: ReturnType<typeof useWays>) => (id: number, item: number | null) =>
  ways.customer(id, { call: "retention", ...(item === null ? {} : { item }) });

export const Today = () => {
  const ways = useWays();
  return (
    <HomePage
      onCustomer={callFromToday(ways)}
      onPromise={(id) => ways.customer(id, { call: "promise" })}
      onCallList={(list) => ways.callList(list.id)}
      onToday={ways.todayList}
      onImport={(file) => ways.importFile(file.id)}
      onImports={ways.imports}
      onInsight={() => ways.insight("cancellations")}
    />
  );
};

export const TodayList = () => {
  const ways = useWays();
  const go = useNavigate();
  const { shop } = useParams({ from: "/s/$shop" });
  const { days } = useSearch({ from: "/s/$shop/today/list" });
  return (
    <TodayListPage
      days={days}
      onDays={(next) =>
        void go({ to: "/s/$shop/today/list", params: { shop }, search: { days: next }, replace: true })
      }
      onCustomer={callFromToday(ways)}
      onCallList={(list) => ways.callList(list.id)}
    />
  );
};

export const Desk = () => <EmptyDesk />;

export const Customers = () => {
  const ways = useWays();
  const go = useNavigate();
  const { shop } = useParams({ from: "/s/$shop" });
  const { q = "", status = "" } = useSearch({ from: "/s/$shop/customers" });
  return (
    <CustomersPage
      search={{ q, status }}
      onSearch={(next) =>
        void go({
          to: "/s/$shop/customers",
          params: { shop },
          search: {
            ...(next.q === "" ? {} : { q: next.q }),
            ...(next.status === "" ? {} : { status: next.status }),
          },
          replace: true,
        })
      }
      onOpen={(customer) => ways.customer(customer.id)}
      onImport={ways.imports}
    />
  );
};

export const CustomerDesk = () => {
  const ways = useWays();
  const { id } = useParams({ from: "/s/$shop/customers/$id" });
  const { call, item, list } = useSearch({ from: "/s/$shop/customers/$id" });
  const occasion: Occasion =
    call === "promise"
      ? { kind: "promise" }
      : call === "retention" || item !== undefined
        ? { kind: "retention", itemId: item ?? null }
        : { kind: "inbound" };
  return (
    <DeskPage
      key={`${id}/${item ?? ""}/${call ?? ""}`}
      id={Number(id)}
      occasion={occasion}
      listId={list ?? null}
      onItem={ways.callListItem}
      onList={() => {
        if (list !== undefined) ways.callList(list);
      }}
      onOpen={(next) => ways.customer(next)}
      onLeave={ways.customers}
    />
  );
};

export const CallLists = () => {
  const ways = useWays();
  return <CallListsPage onOpen={(list) => ways.callList(list.id)} onToday={ways.todayList} />;
};

export const CallList = () => {
  const ways = useWays();
  const go = useNavigate();
  const { shop, id } = useParams({ from: "/s/$shop/call-lists/$id" });
  const { status = "open", mine = false } = useSearch({ from: "/s/$shop/call-lists/$id" });
  return (
    <CallListPage
      key={id}
      id={Number(id)}
      status={status}
      mine={mine}
      onChoose={(next) =>
        void go({
          to: "/s/$shop/call-lists/$id",
          params: { shop, id },
          search: { status: next.status, ...(next.mine ? { mine: true } : {}) },
          replace: true,
        })
      }
      onOpen={ways.callListItem}
    />
  );
};

// A page of the owners, for whoever comes by its address without being one.
const OwnersOnly = ({ children }: { children: ReactNode }) => {
  const t = useT();
  const ways = useWays();
  return useShop().role === "owner" ? (
    children
  ) : (
    <EmptyState
      title={t("owners.title")}
      hint={t("owners.hint")}
      action={<Button onClick={ways.today}>{t("owners.back")}</Button>}
    />
  );
};

export const Imports = () => {
  const ways = useWays();
  return (
    <OwnersOnly>
      <ImportsPage onOpen={(file) => ways.importFile(file.id)} />
    </OwnersOnly>
  );
};

export const ImportFile = () => {
  const ways = useWays();
  const { id } = useParams({ from: "/s/$shop/imports/$id" });
  return (
    <OwnersOnly>
      <ImportPage key={id} id={Number(id)} onLeave={ways.imports} onToday={ways.today} />
    </OwnersOnly>
  );
};

export const Settings = () => (
  <OwnersOnly>
    <SettingsPage />
  </OwnersOnly>
);

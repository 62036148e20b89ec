// Where features meet: each page takes its view from the address and goes where its feature asks.
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { CallListPage } from "@/features/call-lists/call-list-page";
import { CallListsPage } from "@/features/call-lists/call-lists-page";
import { TodayListPage } from "@/features/call-lists/today-list-page";
import type { Occasion } from "@/features/contacts/draft";
import { CustomersPage } from "@/features/customers/customers-page";
import { HomePage } from "@/features/home/home-page";
import { ImportPage } from "@/features/imports/import-page";
import { ImportsPage } from "@/features/imports/imports-page";
import { Allowed } from "./allowed";
import { DeskPage, EmptyDesk } from "./desk-page";
import { placeRights } from "./places";
import { useWays } from "./ways";

// Whoever is opened from today's list is going to be called; her open item is worked off by it.
const callFromToday = (ways: ReturnType<typeof useWays>) => (id: number, item: number | null) =>
  ways.customer(id, { call: "retention", ...(item === null ? {} : { item }) });

export const Today = () => {
  const ways = useWays();
  return (
    <Allowed any={placeRights.today}>
      <HomePage
        onCustomer={callFromToday(ways)}
        onPromise={(id) => ways.customer(id, { call: "promise" })}
        onCallList={(list) => ways.callList(list.id)}
        onToday={ways.todayList}
        onImport={(file) => ways.importFile(file.id)}
        onImports={ways.imports}
        onInsight={() => ways.insight("cancellations")}
      />
    </Allowed>
  );
};

export const TodayList = () => {
  const ways = useWays();
  const go = useNavigate();
  const { shop } = useParams({ from: "/s/$shop" });
  const { days } = useSearch({ from: "/s/$shop/today/list" });
  return (
    <Allowed any={placeRights["call-lists"]}>
      <TodayListPage
        days={days}
        onDays={(next) =>
          void go({ to: "/s/$shop/today/list", params: { shop }, search: { days: next }, replace: true })
        }
        onCustomer={callFromToday(ways)}
        onCallList={(list) => ways.callList(list.id)}
      />
    </Allowed>
  );
};

export const Desk = () => (
  <Allowed any={placeRights.desk}>
    <EmptyDesk />
  </Allowed>
);

export const Customers = () => {
  const ways = useWays();
  const go = useNavigate();
  const { shop } = useParams({ from: "/s/$shop" });
  const { q = "", status = "" } = useSearch({ from: "/s/$shop/customers" });
  return (
    <Allowed any={placeRights.customers}>
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
    </Allowed>
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
    <Allowed any={placeRights.desk}>
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
        onHistory={() => ways.auditOf(Number(id))}
      />
    </Allowed>
  );
};

export const CallLists = () => {
  const ways = useWays();
  return (
    <Allowed any={placeRights["call-lists"]}>
      <CallListsPage onOpen={(list) => ways.callList(list.id)} onToday={ways.todayList} />
    </Allowed>
  );
};

export const CallList = () => {
  const ways = useWays();
  const go = useNavigate();
  const { shop, id } = useParams({ from: "/s/$shop/call-lists/$id" });
  const { status = "open", mine = false } = useSearch({ from: "/s/$shop/call-lists/$id" });
  return (
    <Allowed any={placeRights["call-lists"]}>
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
    </Allowed>
  );
};

export const Imports = () => {
  const ways = useWays();
  return (
    <Allowed any={placeRights.imports}>
      <ImportsPage onOpen={(file) => ways.importFile(file.id)} />
    </Allowed>
  );
};

export const ImportFile = () => {
  const ways = useWays();
  const { id } = useParams({ from: "/s/$shop/imports/$id" });
  return (
    <Allowed any={placeRights.imports}>
      <ImportPage key={id} id={Number(id)} onLeave={ways.imports} onToday={ways.today} />
    </Allowed>
  );
};

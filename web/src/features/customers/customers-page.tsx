import { useInfiniteQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { customersQuery } from "@/api/queries";
import type { CustomerRow } from "@/api/types";
import { useCustomerColumns } from "@/domain/customer-columns";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import {
  Button,
  DataTable,
  EmptyState,
  Failed,
  format,
  Page,
  Panel,
  SegmentedControl,
  Skeleton,
  TextInput,
  useDebouncedValue,
} from "@/ui";
import { CustomerDialog } from "./customer-dialog";

export type CustomersSearch = { q: string; status: string };

type Props = {
  search: CustomersSearch;
  onSearch: (search: CustomersSearch) => void;
  onOpen: (customer: CustomerRow) => void;
  onImport: () => void;
};

const statuses = ["", "active", "paused", "cancelled", "none"] as const;

export const CustomersPage = ({ search, onSearch, onOpen, onImport }: Props) => {
  const t = useT();
  const failure = useFailure();
  const may = useMay();
  const shop = useShop();
  const columns = useCustomerColumns(false);
  const [adding, setAdding] = useState(false);
  const [typed, setTyped] = useState(search.q);
  const [q] = useDebouncedValue(typed.trim(), 120);
  const found = useInfiniteQuery(customersQuery(shop.id, { ...search, q }));
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);

  const empty =
    q === "" && search.status === "" ? (
      <EmptyState
        title={t("customers.empty")}
        hint={t("customers.emptyHint")}
        action={may("import.import") && <Button onClick={onImport}>{t("customers.toImports")}</Button>}
      />
    ) : (
      <EmptyState title={t("customers.noHit")} hint={t("customers.noHitHint")} />
    );

  return (
    <Page
      title={t("nav.customers")}
      asOf={
        found.data === undefined
          ? undefined
          : t(hasNextPage ? "common.shownFirst" : "common.shown", { n: format.count(rows.length) })
      }
      actions={
        may("customer.create") && (
          <Button leftSection={<IconPlus size={14} />} variant="default" onClick={() => setAdding(true)}>
            {t("customers.add")}
          </Button>
        )
      }
      filters={
        <>
          <TextInput
            aria-label={t("search.label")}
            placeholder={t("search.placeholder")}
            value={typed}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTyped(value);
              onSearch({ ...search, q: value.trim() });
            }}
            style={{ width: 320 }}
          />
          <SegmentedControl
            size="xs"
            aria-label={t("customer.status")}
            value={search.status}
            onChange={(status) => onSearch({ ...search, status })}
            data={statuses.map((value) => ({
              value,
              label: value === "" ? t("common.all") : t(`status.${value}`),
            }))}
          />
        </>
      }
      mode="fill"
    >
      {found.isPending && (
        <Panel flush>
          <Skeleton rows={14} />
        </Panel>
      )}
      {found.isError && <Failed message={failure(found.error)} />}
      {found.data !== undefined && (
        <DataTable
          label={t("nav.customers")}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={onOpen}
          onNearEnd={more}
          empty={empty}
        />
      )}
      {adding && (
        <CustomerDialog
          onClose={() => setAdding(false)}
          onSaved={(customer) => {
            setAdding(false);
            onOpen({
              ...customer,
              phone: "",
              email: "",
              status: "none",
              delivery_number: 0,
              next_shipment_on: null,
            });
          }}
        />
      )}
    </Page>
  );
};

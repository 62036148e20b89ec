import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { customerQuery, customerSearchQuery } from "@/api/queries";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Select, useDebouncedValue } from "@/ui";

type Props = { chosen: number | undefined; onChoose: (customer: number | undefined) => void };

/** A customer by name, reading, telephone or mail. */
export const CustomerChoice = ({ chosen, onChoose }: Props) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), 120);
  const found = useQuery(customerSearchQuery(shop.id, asked)).data?.items ?? [];
  const known = useQuery({
    ...customerQuery(shop.id, chosen ?? 0),
    enabled: chosen !== undefined && may("customer.view"),
  }).data;
  const hits = found.map((customer) => ({
    value: String(customer.id),
    label: [customer.name, customer.phone].filter((text) => text !== "").join("  "),
  }));
  const mine =
    chosen === undefined
      ? []
      : [{ value: String(chosen), label: known?.name ?? t("audit.customerNumber", { n: String(chosen) }) }];
  const choices = [...mine, ...hits.filter((hit) => hit.value !== String(chosen))];
  return (
    <Select
      label={t("audit.customer")}
      placeholder={t("audit.customerPlaceholder")}
      searchable
      clearable
      data={choices}
      filter={({ options }) => options}
      nothingFoundMessage={typed.trim() === "" ? null : t("search.none", { q: typed.trim() })}
      value={chosen === undefined ? null : String(chosen)}
      onSearchChange={setTyped}
      onChange={(value) => onChoose(value === null ? undefined : Number(value))}
      style={{ width: 210 }}
    />
  );
};

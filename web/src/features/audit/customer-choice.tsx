import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { customerSearchQuery } from "@/api/queries";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { Select, useDebouncedValue } from "@/ui";

type Props = {
  chosen: number | undefined;
  /** Her name as the trail has it: reading her record for it would stand in the trail as well. */
  name: string | undefined;
  onChoose: (customer: number | undefined) => void;
};

/** A customer by name, reading, telephone or mail. */
export const CustomerChoice = ({ chosen, name, onChoose }: Props) => {
  const t = useT();
  const shop = useShop();
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), 120);
  const [picked, setPicked] = useState<{ value: string; label: string }>();
  const mine =
    chosen === undefined
      ? []
      : picked?.value === String(chosen)
        ? [picked]
        : [{ value: String(chosen), label: name ?? t("audit.customerNumber", { n: String(chosen) }) }];
  // The box holds the name of who is chosen; that is not a search.
  const wanted = mine.some((choice) => choice.label === asked) ? "" : asked;
  const found = useQuery(customerSearchQuery(shop.id, wanted)).data?.items ?? [];
  const hits = (wanted === "" ? [] : found).map((customer) => ({
    value: String(customer.id),
    label: [customer.name, customer.phone].filter((text) => text !== "").join("  "),
  }));
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
      onChange={(value) => {
        setPicked(choices.find((choice) => choice.value === value));
        onChoose(value === null ? undefined : Number(value));
      }}
      style={{ width: 210 }}
    />
  );
};

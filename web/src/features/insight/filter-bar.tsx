import { useQuery } from "@tanstack/react-query";
import { filterValuesQuery, productsQuery } from "@/api/queries";
import { useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, Select, TextInput } from "@/ui";
import { filterOf, type Analysis, type View } from "./view";

type Props = {
  view: View;
  onView: (view: View) => void;
  analysis: Analysis;
};

const choices = (values: string[] | undefined) => (values ?? []).map((value) => ({ value, label: value }));

/** Period, product, medium, prefecture and the day as of which everything is counted. */
export const FilterBar = ({ view, onView, analysis }: Props) => {
  const t = useT();
  const shop = useShop();
  const products = useQuery(productsQuery(shop.id)).data?.items ?? [];
  const values = useQuery(filterValuesQuery(shop.id)).data;
  const set = (change: View): void => {
    const next = { ...view, ...change };
    onView({
      ...filterOf(next),
      ...(next.by ? { by: next.by } : {}),
      ...(next.across ? { across: next.across } : {}),
    });
  };
  const day = (name: "from" | "to" | "as_of", label: string) => (
    <TextInput
      type="date"
      label={label}
      value={view[name] ?? ""}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
      style={{ width: 136 }}
    />
  );
  const pick = (
    name: "product" | "medium" | "prefecture",
    label: string,
    data: { value: string; label: string }[],
  ) => (
    <Select
      label={label}
      data={data}
      value={view[name] ?? null}
      placeholder={t("common.all")}
      onChange={(value) => set({ [name]: value ?? "" })}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("insight.clear") }}
      style={{ width: name === "product" ? 180 : 132 }}
    />
  );
  const filtered = Object.keys(filterOf(view)).length > 0;
  return (
    <>
      {day("from", wordFor(t, "insight.from", analysis))}
      {day("to", wordFor(t, "insight.to", analysis))}
      {pick(
        "product",
        t("common.product"),
        products.map((product) => ({ value: String(product.id), label: product.name })),
      )}
      {pick("medium", t("customer.medium"), choices(values?.media))}
      {pick("prefecture", t("customer.prefecture"), choices(values?.prefectures))}
      {day("as_of", t("insight.asOf"))}
      {filtered && (
        <Button variant="subtle" onClick={() => onView({ ...(view.by ? { by: view.by } : {}) })}>
          {t("insight.clear")}
        </Button>
      )}
    </>
  );
};

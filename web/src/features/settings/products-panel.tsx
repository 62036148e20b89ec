import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { productsQuery } from "@/api/queries";
import type { Product } from "@/api/types";
import { saveProductCost } from "@/api/writes";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { EmptyState, Money, NumberInput, Panel, toast, typedNumber, usePlaces } from "@/ui";
import css from "./settings.module.css";

/** What a piece costs the shop; it is kept when the field is left. */
const CostField = ({ product }: { product: Product }) => {
  const t = useT();
  const shop = useShop();
  const may = useMay();
  const failure = useFailure();
  const queries = useQueryClient();
  const { currency } = usePlaces();
  const unit = 10 ** currency.exponent;
  const kept = product.cost === null ? "" : product.cost / unit;
  const [draft, setDraft] = useState<number | string>(kept);
  const save = useMutation({
    mutationFn: (cost: number | null) => saveProductCost(shop.id, product, cost),
    onError: (error) => {
      setDraft(kept);
      toast({ tone: "failed", message: failure(error) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "products"] }),
  });
  return (
    <NumberInput
      size="xs"
      aria-label={`${t("settings.cost")}: ${product.name}`}
      placeholder={t("settings.costUnknown")}
      value={draft}
      onChange={setDraft}
      onBlur={() => {
        const typed = typedNumber(draft);
        const cost = typed === undefined ? null : Math.round(typed * unit);
        if (cost !== product.cost) save.mutate(cost);
      }}
      min={0}
      decimalScale={currency.exponent}
      thousandSeparator=","
      hideControls
      disabled={!may("product.edit") || save.isPending}
      style={{ width: 96 }}
    />
  );
};

export const ProductsPanel = () => {
  const t = useT();
  const products = useQuery(productsQuery(useShop().id)).data?.items ?? [];
  return (
    <Panel
      title={t("settings.products")}
      aside={<span className="caption">{t("settings.productsHint")}</span>}
      flush
    >
      {products.length === 0 && <EmptyState title={t("settings.noProducts")} />}
      <ul className={css.list} tabIndex={0} aria-label={t("settings.products")}>
        {products.map((product) => (
          <li key={`${product.id}/${product.version}`} className={css.product}>
            <span className="clip" title={product.name}>
              {product.name}
            </span>
            <Money value={product.price} />
            <CostField product={product} />
          </li>
        ))}
      </ul>
    </Panel>
  );
};

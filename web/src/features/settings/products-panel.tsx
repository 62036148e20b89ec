import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { productsQuery } from "@/api/queries";
import type { Product, ProductPatch } from "@/api/types";
import { saveProduct } from "@/api/writes";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { labelOf, useWords } from "@/domain/words";
import { useT } from "@/i18n";
import { EmptyState, Money, NumberInput, Panel, Select, toast, typedNumber, usePlaces } from "@/ui";
import css from "./settings.module.css";

/** A change of a product; `back` puts a field back to what is kept when it failed. */
const useProductWrite = (product: Product, back?: () => void) => {
  const shop = useShop();
  const failure = useFailure();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (patch: ProductPatch) => saveProduct(shop.id, product, patch),
    onError: (error) => {
      back?.();
      toast({ tone: "failed", message: failure(error) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["shop", shop.id, "products"] }),
  });
};

type NumberFieldProps = {
  product: Product;
  label: string;
  stored: number | null;
  patch: (value: number | null) => ProductPatch;
  placeholder: string;
  /** What one unit of the field is worth in the stored number. */
  unit?: number;
  digits?: number;
  min?: number;
  max?: number;
  width: number;
};

/** A number of a product; it is kept when the field is left. */
const NumberField = ({ product, label, stored, patch, ...rest }: NumberFieldProps) => {
  const may = useMay();
  const unit = rest.unit ?? 1;
  const kept = stored === null ? "" : stored / unit;
  const [draft, setDraft] = useState<number | string>(kept);
  const save = useProductWrite(product, () => setDraft(kept));
  return (
    <NumberInput
      size="xs"
      aria-label={`${label}: ${product.name}`}
      title={label}
      placeholder={rest.placeholder}
      value={draft}
      onChange={setDraft}
      onBlur={() => {
        const typed = typedNumber(draft);
        const value = typed === undefined ? null : Math.round(typed * unit);
        if (value !== stored) save.mutate(patch(value));
      }}
      min={rest.min ?? 0}
      max={rest.max}
      decimalScale={rest.digits ?? 0}
      thousandSeparator=","
      hideControls
      disabled={!may("product.edit") || save.isPending}
      style={{ width: rest.width }}
    />
  );
};

/** The contact that a subscriber has to have had; one that has left the list shows its code. */
const PurposeField = ({ product }: { product: Product }) => {
  const t = useT();
  const may = useMay();
  const { lists, language } = useWords();
  const save = useProductWrite(product);
  const purposes = (lists?.purposes ?? []).map((each) => ({
    value: each.code,
    label: labelOf(each, language),
  }));
  const stored = product.onboarding_purpose;
  if (stored !== null && !purposes.some((each) => each.value === stored)) {
    purposes.push({ value: stored, label: stored });
  }
  return (
    <Select
      size="xs"
      aria-label={`${t("settings.onboardingPurpose")}: ${product.name}`}
      title={t("settings.onboardingPurpose")}
      placeholder={t("settings.onboardingNoPurpose")}
      data={purposes}
      value={stored}
      onChange={(value) => save.mutate({ onboarding_purpose: value })}
      clearable
      disabled={!may("product.edit") || save.isPending}
      className={css.purpose}
    />
  );
};

/** When a subscriber has settled in: deliveries, days, and a contact. */
const Onboarding = ({ product }: { product: Product }) => {
  const t = useT();
  return (
    <div className={css.onboarding} role="group" aria-label={`${t("settings.onboarding")}: ${product.name}`}>
      <span className="caption">{t("settings.onboarding")}</span>
      <NumberField
        product={product}
        label={t("settings.onboardingDeliveries")}
        stored={product.onboarding_deliveries}
        patch={(value) => ({ onboarding_deliveries: value })}
        placeholder="–"
        min={1}
        max={24}
        width={44}
      />
      <span className="caption">{t("settings.onboardingTimes")}</span>
      <NumberField
        product={product}
        label={t("settings.onboardingDays")}
        stored={product.onboarding_days}
        patch={(value) => ({ onboarding_days: value })}
        placeholder="–"
        min={1}
        max={730}
        width={52}
      />
      <span className="caption">{t("settings.onboardingWithin")}</span>
      <PurposeField product={product} />
    </div>
  );
};

/** What a piece costs the shop. */
const Cost = ({ product }: { product: Product }) => {
  const t = useT();
  const { currency } = usePlaces();
  return (
    <NumberField
      product={product}
      label={t("settings.cost")}
      stored={product.cost}
      patch={(value) => ({ cost: value })}
      placeholder={t("settings.costUnknown")}
      unit={10 ** currency.exponent}
      digits={currency.exponent}
      width={96}
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
            <Cost product={product} />
            <Onboarding product={product} />
          </li>
        ))}
      </ul>
    </Panel>
  );
};

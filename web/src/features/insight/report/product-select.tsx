import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listOf } from "@/api/list-text";
import { productSearchQuery } from "@/api/queries";
import { useProductNames } from "@/domain/product-names";
import { useShop } from "@/domain/shop";
import { useT } from "@/i18n";
import { useDebouncedValue } from "@/ui";
import { ManySelect } from "./many-select";

const pauseMs = 150;

type Props = { value: string | undefined; onValue: (value: string) => void };

/** Some of the shop's products, however many it has: the server looks for what is typed. */
export const ProductSelect = ({ value, onValue }: Props) => {
  const t = useT();
  const shop = useShop();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), pauseMs);
  const found = useQuery(productSearchQuery(shop.id, asked)).data?.items ?? [];
  return (
    <ManySelect
      label={t("common.product")}
      value={value}
      data={found.map((product) => ({ value: String(product.id), label: product.name }))}
      onValue={onValue}
      nameOf={useProductNames(listOf(value))}
      search={{ text, onText: setText }}
      wide
    />
  );
};

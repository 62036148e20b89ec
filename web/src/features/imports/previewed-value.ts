import type { PreviewedChange } from "@/api/types";
import { wordFor, type Translate } from "@/i18n/words";
import * as format from "@/ui/format";

type Where = Pick<PreviewedChange, "entity" | "field">;

const prefixOf = ({ entity, field }: Where): string | undefined => {
  if (field === "status") return entity === "subscription" ? "status" : `${entity}.status`;
  if (field === "sex") return "sex";
  if (field === "cycle_unit") return "subscription.unit";
  return undefined;
};

// "2 x 7960, 1 x 500": how many of a line, and its amount.
const lines = (value: string, places: format.Places): string =>
  value.replace(/(\d+) x (-?\d+)/g, (_, quantity: string, amount: string) => {
    return `${quantity} × ${format.money(Number(amount), places)}`;
  });

/** A value of a record, which comes as it is stored, as the screens write it. */
export const previewedValue = (t: Translate, places: format.Places, where: Where, value: string): string => {
  const { field } = where;
  if (value === "" || (field === "sex" && value === "unknown")) return format.dash;
  const prefix = prefixOf(where);
  if (prefix !== undefined) return wordFor(t, prefix, value);
  if (value === "true" || value === "false") return wordFor(t, "imports.flag", value);
  if (field.endsWith("_on") || field === "birthday") return format.day(value, places.locale);
  if (field.endsWith("_at")) return format.instant(value, places);
  if (["total", "price", "cost"].includes(field)) return format.money(Number(value), places);
  return field === "lines" ? lines(value, places) : value;
};

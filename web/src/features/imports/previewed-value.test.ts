import { describe, expect, it } from "vitest";
import { ja } from "@/i18n/ja";
import type { Translate } from "@/i18n/words";
import { previewedValue } from "./previewed-value";

const t: Translate = (key) => ja[key];
const yen = { locale: "ja", zone: "Asia/Tokyo", currency: { code: "JPY", exponent: 0 } } as const;
const shown = (entity: string, field: string, value: string): string =>
  previewedValue(t, yen, { entity, field }, value);

describe("a value of the dry run", () => {
  it("is told in the words of the screens, never in those of the store", () => {
    expect(shown("subscription", "status", "cancelled")).toBe("解約");
    expect(shown("order", "status", "cancelled")).toBe("取消");
    expect(shown("order", "status", "shipped")).toBe("出荷済み");
    expect(shown("customer", "sex", "male")).toBe("男性");
    expect(shown("subscription", "cycle_unit", "month")).toBe("か月");
    expect(shown("customer", "do_not_contact", "true")).toBe("はい");
  });
  it("is a day, a time of the shop or an amount where the field is one", () => {
    expect(shown("customer", "birthday", "1985-04-01")).toBe("1985/04/01(月)");
    expect(shown("order", "ordered_at", "2026-09-10T01:30:00.000Z")).toBe("2026/09/10(木) 10:30");
    expect(shown("order", "total", "11940")).toBe("¥11,940");
    expect(shown("order", "lines", "3 x 11940, 1 x -500")).toBe("3 × ¥11,940, 1 × -¥500");
  });
  it("is a dash where nothing is known, and otherwise what the file says", () => {
    expect(shown("customer", "note", "")).toBe("–");
    expect(shown("customer", "sex", "unknown")).toBe("–");
    expect(shown("customer", "note", "2 x 500")).toBe("2 x 500");
  });
});

import { describe, expect, it } from "vitest";
import { filterText } from "./filter-text";
import { words } from "./testing";

const names = {
  product: (id: string) => `product ${id}`,
  segment: (id: string) => `segment ${id}`,
  condition: "who bought twice",
};
const text = (view: Parameters<typeof filterText>[0]): string => filterText(view, "2026-11-22", words, names);

describe("the words of a filter", () => {
  it("say the days of a quick period and all that it was narrowed by", () => {
    expect(
      text({
        period: "month",
        product: "3,5",
        medium: "TV\\, radio",
        prefecture: "東京都,大阪府",
        segment: "7",
      }),
    ).toBe(
      [
        "insight.period insight.period.month (2026/11/01(日)–2026/11/22(日))",
        "common.product product 3common.commaproduct 5",
        "customer.medium TV, radio",
        "customer.prefecture 東京都common.comma大阪府",
        "insight.segment segment 7",
        "insight.condition who bought twice",
      ].join(" · "),
    );
  });
  it("end an open period on the as-of day, and say when there is none", () => {
    expect(text({ from: "2026-01-01", as_of: "2026-06-30" })).toBe(
      "insight.period 2026/01/01(木)–2026/06/30(火) · insight.condition who bought twice",
    );
    expect(filterText({}, "2026-11-22", words, { ...names, condition: "" })).toBe(
      "insight.period insight.period.all",
    );
  });
});

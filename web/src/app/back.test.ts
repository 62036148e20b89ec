import { describe, expect, it } from "vitest";
import { backOf, backText } from "./back";

describe("the way back to an analysis", () => {
  it("leads to the same view", () => {
    const view = { period: "lastMonth", medium: "LINE,テレビ", choices: "by:month" };
    expect(backOf(backText("cancellation-change", view))).toEqual({ analysis: "cancellation-change", view });
  });

  it("leads nowhere when the address says something else", () => {
    for (const text of [undefined, "", "//elsewhere.example", "https://elsewhere.example?x=1", "../login"])
      expect(backOf(text)).toBeUndefined();
  });

  it("keeps nothing that is no part of a view", () => {
    expect(backOf("rfm?next=evil&product=3&from=")).toEqual({ analysis: "rfm", view: { product: "3" } });
  });
});

import { describe, expect, it } from "vitest";
import { menuOf } from "./menu";

const entry = (name: string, topic: string, title = name) => ({
  name,
  topic,
  title,
  asks: "",
  needs_money: false,
});

describe("the menu of analyses", () => {
  it("is grouped by topic in a fixed order, without empty groups", () => {
    const menu = menuOf(
      [entry("deciles", "customers"), entry("f2", "products")],
      [entry("retention", "subscriptions")],
    );
    expect(menu.map(({ topic }) => topic)).toEqual(["customers", "subscriptions", "products"]);
  });
  it("shows the catalogue's page of a name, not the older one", () => {
    const menu = menuOf([entry("rfm", "customers", "RFM分析")], [entry("rfm", "customers", "RFM")]);
    expect(menu.flatMap(({ entries }) => entries.map(({ title }) => title))).toEqual(["RFM分析"]);
  });
});

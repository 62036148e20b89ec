import { describe, expect, it } from "vitest";
import { menuOf } from "./menu";

const entry = (name: string, topic: string) => ({ name, topic, title: name, asks: "", needs_money: false });

describe("the menu of analyses", () => {
  it("is grouped by topic in a fixed order, without empty groups", () => {
    const menu = menuOf([
      entry("f2", "products"),
      entry("retention", "subscriptions"),
      entry("rfm", "customers"),
    ]);
    expect(menu.map(({ topic }) => topic)).toEqual(["customers", "subscriptions", "products"]);
  });
});

import { describe, expect, it } from "vitest";
import { allows, allowsAny, fieldRightOf, scopeOf } from "./rights";

const rights = {
  grants: [
    { entity: "customer", action: "view", scope: "own" },
    { entity: "customer", action: "export", scope: "none" },
  ],
  fields: [{ field: "phone", right: "masked" }],
};

describe("rights", () => {
  it("are what is granted, on however few rows", () => {
    expect(allows(rights, "customer.view")).toBe(true);
    expect(scopeOf(rights.grants, "customer", "view")).toBe("own");
  });
  it("are not what is not named, or named as none", () => {
    expect(allows(rights, "customer.edit")).toBe(false);
    expect(allows(rights, "customer.export")).toBe(false);
    expect(allows(rights, "customer")).toBe(false);
  });
  it("hide a field that nobody granted, or a word that this screen does not know", () => {
    expect(fieldRightOf(rights.fields, "phone")).toBe("masked");
    expect(fieldRightOf(rights.fields, "email")).toBe("hidden");
    expect(fieldRightOf([{ field: "email", right: "whispered" }], "email")).toBe("hidden");
  });
  it("open a page that asks for one of several, and one that asks for none", () => {
    expect(allowsAny(rights, ["role.view", "customer.view"])).toBe(true);
    expect(allowsAny(rights, ["role.view"])).toBe(false);
    expect(allowsAny(rights, [])).toBe(true);
  });
});

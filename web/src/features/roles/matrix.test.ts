import { describe, expect, it } from "vitest";
import { lines, reachOf } from "@/domain/pairs";
import { differences, moved, nearest, scopeOfDigit, stepped, withField, withScope } from "./matrix";

const seeAll = [{ entity: "customer", action: "view", scope: "all" }];
const line = (entity: string) => {
  const found = lines.find((each) => each.entity === entity);
  if (found === undefined) throw new Error(entity);
  return found;
};

describe("a cell of the table of rights", () => {
  it("goes round through no, own, team and all", () => {
    expect(stepped("rows", "none", 1)).toBe("own");
    expect(stepped("rows", "all", 1)).toBe("none");
    expect(stepped("rows", "none", -1)).toBe("all");
  });
  it("is all or nothing where the thing is the shop's", () => {
    expect(stepped("whole", "none", 1)).toBe("all");
    expect(stepped("whole", "all", 1)).toBe("none");
  });
  it("takes the scope of a digit, if it has one", () => {
    expect(scopeOfDigit("rows", "2")).toBe("own");
    expect(scopeOfDigit("whole", "2")).toBeUndefined();
    expect(scopeOfDigit("whole", "4")).toBe("all");
    expect(scopeOfDigit("rows", "9")).toBeUndefined();
  });
  it("is not there for an action that a thing does not have", () => {
    expect(reachOf(line("customer"), "listen")).toBeNull();
    expect(reachOf(line("customer"), "create")).toBe("whole");
    expect(reachOf(line("contact"), "listen")).toBe("rows");
  });
  it("is left with the arrow keys over those that are not there", () => {
    // Customers have no import; calling comes after exporting.
    expect(moved({ row: 0, column: 4 }, "ArrowRight")).toEqual({ row: 0, column: 6 });
    expect(moved({ row: 0, column: 0 }, "ArrowUp")).toEqual({ row: 0, column: 0 });
    expect(moved({ row: 0, column: 0 }, "ArrowDown")).toEqual({ row: 1, column: 0 });
  });
});

describe("rights", () => {
  it("keep one grant for each pair, and none for no", () => {
    const narrowed = withScope(seeAll, "customer", "view", "own");
    expect(narrowed).toEqual([{ entity: "customer", action: "view", scope: "own" }]);
    expect(withScope(narrowed, "customer", "view", "none")).toEqual([]);
  });
  it("differ in what one has and the other has not", () => {
    const base = { grants: seeAll, fields: [{ field: "phone", right: "edit" }] };
    const own = {
      grants: withScope(seeAll, "customer", "view", "own"),
      fields: withField(base.fields, "phone", "masked"),
    };
    expect(differences(base, own)).toEqual([
      { kind: "grant", entity: "customer", action: "view", from: "all", to: "own" },
      { kind: "field", field: "phone", from: "edit", to: "masked" },
    ]);
    expect(differences(base, base)).toEqual([]);
  });
  it("are compared with the role most like them", () => {
    const nothing = { key: "nothing", grants: [], fields: [] };
    const base = { key: "base", grants: seeAll, fields: [] };
    expect(nearest([nothing, base], { grants: seeAll, fields: [] })?.key).toBe("base");
    expect(nearest<typeof nothing>([], nothing)?.key).toBeUndefined();
  });
});

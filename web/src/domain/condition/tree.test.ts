import { describe, expect, it } from "vitest";
import type { Condition } from "@/api/segments";
import {
  conditionOf,
  emptyGroup,
  isComplete,
  leavesIn,
  placesIn,
  saysTheSame,
  treeOf,
  withJoin,
  withLeaf,
  without,
  withPart,
  type Group,
  type Leaf,
} from "./tree";

const leaf = (key: string, words: string[] = ["web"]): Leaf => ({
  kind: "leaf",
  key,
  field: "medium",
  op: "any_of",
  value: { kind: "words", words },
  of: {},
  days: { kind: "always" },
});

const nested = (): Group =>
  withPart(
    withPart(withPart(emptyGroup("all", "root"), "root", leaf("a")), "root", emptyGroup("any", "inner")),
    "inner",
    leaf("b"),
  );

const written: Condition = {
  all: [
    { field: "medium", op: "any_of", values: ["web", ""] },
    {
      field: "order_count",
      op: "between",
      number: 2,
      to: 5,
      of: { product: [12, 13] },
      window: { last_days: 90 },
    },
    {
      none: [
        {
          field: "contact_count",
          op: "at_least",
          number: 1,
          of: { purpose: ["cancel"], emotion: ["negative"] },
          window: { from: "2026-01-01", to: "2026-06-30" },
        },
        { field: "segment", op: "all_of", ids: [3] },
        { field: "open_promise", op: "no" },
        { field: "result", op: "none_of", cell: { analysis: "deciles", choices: ["by:sales"], key: "1" } },
      ],
    },
  ],
};

describe("a condition as a tree", () => {
  it("is written as it was read", () => {
    expect(conditionOf(treeOf(written))).toEqual(written);
  });
  it("puts a group around a single leaf", () => {
    const single = { field: "medium", op: "any_of", values: ["web"] };
    expect(conditionOf(treeOf(single))).toEqual({ all: [single] });
  });
  it("leaves out what nulls stand for, and lists without values", () => {
    const tree = treeOf({ field: "age", op: "at_least", number: 20, values: null, of: null, window: null });
    const [age] = tree.parts;
    expect(conditionOf(tree)).toEqual({ all: [{ field: "age", op: "at_least", number: 20 }] });
    if (age?.kind !== "leaf") throw new Error("a leaf is there");
    expect(conditionOf({ ...age, of: { product: [] } })).toEqual({
      field: "age",
      op: "at_least",
      number: 20,
    });
  });
  it("asks for the end of a range only when there is a range", () => {
    const age: Leaf = { ...leaf("a"), field: "age", value: { kind: "number", number: 20, to: 30 } };
    expect(conditionOf({ ...age, op: "at_least" })).not.toHaveProperty("to");
    expect(conditionOf({ ...age, op: "between" })).toHaveProperty("to", 30);
  });
});

describe("editing a tree", () => {
  it("adds to the group that was meant, however deep", () => {
    const tree = withPart(nested(), "inner", leaf("c"));
    expect(placesIn(tree).map(({ part, pointer }) => `${part.key} ${pointer}`)).toEqual([
      "root /condition",
      "a /condition/all/0",
      "inner /condition/all/1",
      "b /condition/all/1/any/0",
      "c /condition/all/1/any/1",
    ]);
    expect(leavesIn(tree)).toBe(3);
  });
  it("removes one part and leaves the others the same objects", () => {
    const before = withPart(nested(), "root", leaf("c"));
    const after = without(before, "a");
    expect(after.parts.map((part) => part.key)).toEqual(["inner", "c"]);
    expect(after.parts[0]).toBe(before.parts[1]);
    expect(without(before, "nobody")).toBe(before);
  });
  it("removes a group with all that is in it", () => {
    expect(leavesIn(without(nested(), "inner"))).toBe(1);
  });
  it("changes one leaf and one join", () => {
    const tree = withJoin(withLeaf(nested(), leaf("b", ["tv"])), "inner", "none");
    expect(conditionOf(tree)).toEqual({
      all: [
        { field: "medium", op: "any_of", values: ["web"] },
        { none: [{ field: "medium", op: "any_of", values: ["tv"] }] },
      ],
    });
  });
  it("is complete once every part has its value", () => {
    expect(isComplete(emptyGroup("all"))).toBe(false);
    expect(isComplete(nested())).toBe(true);
    expect(isComplete(withLeaf(nested(), leaf("b", [])))).toBe(false);
    expect(isComplete({ ...leaf("a"), days: { kind: "last", days: undefined } })).toBe(false);
    expect(isComplete({ ...leaf("a"), days: { kind: "between", from: "", to: "2026-01-31" } })).toBe(true);
  });
});

describe("a condition in work", () => {
  it("says the same as the saved one until a word of it changes", () => {
    expect(saysTheSame(treeOf(written), treeOf(written))).toBe(true);
    const draft = treeOf(written);
    expect(saysTheSame(treeOf(written), withPart(draft, draft.key, leaf("new")))).toBe(false);
    const saved = withPart(emptyGroup("all", "root"), "root", leaf("a"));
    expect(saysTheSame(saved, withLeaf(saved, leaf("a", ["店舗"])))).toBe(false);
    expect(saysTheSame(saved, withJoin(saved, "root", "none"))).toBe(false);
  });
});

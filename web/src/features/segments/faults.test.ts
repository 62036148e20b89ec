import { describe, expect, it } from "vitest";
import {
  emptyGroup,
  placesIn,
  withLeaf,
  without,
  withPart,
  type Group,
  type Leaf,
} from "@/domain/condition/tree";
import { faultsAt, faultsIn, faultsOf } from "./faults";

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

describe("what the server found wrong", () => {
  const problem = (pointer: string) => ({ pointer, code: "missing", message: "", args: {} });
  const sent = nested();
  const faults = faultsOf(sent, [
    problem("/condition/all/1/any/0/values/3"),
    problem("/condition/all/1/any"),
    problem("/condition"),
    problem("/name"),
  ]);
  const part = (key: string, tree: Group) => {
    const found = placesIn(tree).find((each) => each.part.key === key)?.part;
    if (found === undefined) throw new Error(`no part ${key}`);
    return found;
  };
  it("stands at the part and the value it is about", () => {
    expect(faultsAt(faults, part("b", sent)).map(({ value }) => value)).toEqual(["values/3"]);
    expect(faultsIn(faultsAt(faults, part("b", sent)), "values")).toHaveLength(1);
    expect(faultsIn(faultsAt(faults, part("b", sent)), "")).toEqual([]);
    expect(faultsAt(faults, part("inner", sent))).toHaveLength(1);
    expect(faultsAt(faults, sent)).toHaveLength(1);
    expect(faultsAt(faults, part("a", sent))).toEqual([]);
  });
  it("stays with its part when another before it is removed", () => {
    const now = without(sent, "a");
    expect(faultsAt(faults, part("b", now))).toHaveLength(1);
  });
  it("is forgotten once its part is changed", () => {
    const now = withLeaf(sent, leaf("b", ["tv"]));
    expect(faultsAt(faults, part("b", now))).toEqual([]);
    expect(faultsAt(faults, part("inner", now))).toHaveLength(1);
  });
});

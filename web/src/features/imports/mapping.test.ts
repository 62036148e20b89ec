import { describe, expect, it } from "vitest";
import {
  constantsText,
  emptyMapping,
  readConstants,
  readWhen,
  ruleOf,
  whenText,
  withField,
  withRule,
} from "./mapping";

const start = withField(withField(emptyMapping("orders"), "id", "order.key"), "when", "order.ordered_at");

describe("the column mapper", () => {
  it("keeps the order of the columns when one is mapped anew", () => {
    const changed = withField(start, "id", "customer.key");
    expect(changed.columns.map((rule) => rule.field)).toEqual(["customer.key", "order.ordered_at"]);
  });
  it("leaves a column out when no field is chosen", () => {
    expect(ruleOf(withField(start, "id", ""), "id")).toBeUndefined();
  });
  it("keeps a rule's transform while its field stays", () => {
    const rule = { column: "id", field: "order.key", transform: "strip_apostrophe" };
    expect(ruleOf(withField(withRule(start, rule), "id", "order.key"), "id")?.transform).toBe(
      "strip_apostrophe",
    );
  });
  it("reads rewritten values line by line and ignores what has no equals sign", () => {
    const when = [
      { is: "Yes", then: "cancelled" },
      { is: "No", then: "active" },
    ];
    expect(readWhen("Yes=cancelled\nNo = active\nnonsense\n=x")).toEqual(when);
    expect(readWhen(whenText({ column: "Churn", field: "subscription.status", when }))).toEqual(when);
  });
  it("reads constants the same way", () => {
    const constants = readConstants("order.medium=web");
    expect(constantsText({ ...start, constants })).toBe("order.medium=web");
  });
});

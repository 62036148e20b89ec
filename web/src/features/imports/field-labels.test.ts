import { expect, it } from "vitest";
import { ApiProblem } from "@/api/problem";
import { withFieldLabels } from "./field-labels";

it("names the fields that a mapping lacks by their labels", () => {
  const missing = {
    pointer: "/columns",
    code: "missing_field",
    message: "a column is needed",
    args: { value: "customer.key or phone.number" },
  };
  const labels: Record<string, string> = { "customer.key": "会員番号", "phone.number": "電話" };
  const error = new ApiProblem(422, "invalid_input", "no", [missing], undefined);
  const named = withFieldLabels(error, (name) => labels[name] ?? name, "か");
  expect(named instanceof ApiProblem && named.fields[0]?.args).toEqual({ value: "会員番号か電話" });
  expect(withFieldLabels("not a problem", (name) => name, "")).toBe("not a problem");
});

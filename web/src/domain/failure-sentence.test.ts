import { describe, expect, it } from "vitest";
import { problemOf } from "@/api/problem";
import { ja } from "@/i18n/ja";
import type { Translate } from "@/i18n/words";
import { failureSentence } from "./failure-sentence";

const t: Translate = (key, args = {}) =>
  ja[key].replace(/{{(\w+)}}/g, (_, name: string) => String(args[name]));

const refusal = (code: string, errors: object[]) => problemOf(422, { code, detail: "in English", errors });
const short = { pointer: "/password", code: "too_short", message: "x", args: [{ name: "min", value: "12" }] };

describe("a refused request", () => {
  it("is told by what is wrong with its fields, with their limits", () => {
    expect(failureSentence(t, refusal("invalid_input", [short]))).toBe("12文字以上にしてください。");
  });
  it("does not repeat what stands beside a field", () => {
    const sentence = failureSentence(t, refusal("invalid_input", [short]), ["/password"]);
    expect(sentence).toBe("入力した内容に直すところがあります。");
  });
  it("names the line of a file", () => {
    const open = { pointer: "line 7", code: "unclosed_quote", args: [{ name: "line", value: "7" }] };
    expect(failureSentence(t, refusal("invalid_input", [open]))).toMatch(/引用符.*\(7行目\)$/);
  });
  it("keeps the server's words for a code that is newer than this screen", () => {
    expect(failureSentence(t, refusal("from_the_future", []))).toBe("in English");
  });
  it("has words for anything else that fails", () => {
    expect(failureSentence(t, new TypeError("x"))).toContain("予期しない");
  });
});

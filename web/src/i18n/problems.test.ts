import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { problemsEn } from "./problems-en";
import { problemsJa } from "./problems-ja";

// The codes are read out of the server's sources: a new one without words in both languages fails.
const read = (path: string): string => readFileSync(join("../src", path), "utf8");
const sources = readdirSync("../src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".cpp") && !/(_(test|bench|fuzz|testing)|\/testing)\.cpp$/.test(path))
  .map((path) => ({ path, text: read(path) }));

const word = /(?<=[,(=]\s*)"([a-z]+(?:_[a-z]+)*)"(?=\s*,)/g;
const words = (text: string): string[] => [...text.matchAll(word)].map((match) => match[1] ?? "");
const statementsWith = (mark: RegExp, among = /./): string[] =>
  sources
    .filter(({ path }) => among.test(path))
    .flatMap(({ text }) => text.split(";").filter((statement) => mark.test(statement)));

// Words in the same places that name a form's field, a setting of the command line or an action.
const noCodes = new Set([
  ...["ended_at", "next_step_at", "offer_id", "op", "reason_code", "to", "window"],
  ...["certificate", "close", "connection", "database", "examine", "incomplete", "listen", "network"],
  ...["read", "script", "sync", "tls_required", "upgrade", "write"],
]);
// What everybody calls so, and what rooms that gather findings call so.
const gathering =
  /^(base|store|record|access|intake|action|board|mail|segment)\/\w+\.cpp|^server\/(?!routes_)\w+\.cpp/;
const fieldCodes = [
  ...statementsWith(/FieldError|(errors_?|wrong)\.push_back|\binvalid\(|Error\(\s*Code/),
  ...statementsWith(/\b(add|refuse|fail)\(|\.code = "/, gathering),
  ...statementsWith(/\bsay\(/, /^segment\//),
]
  .filter((statement) => !statement.includes("HttpError("))
  .flatMap(words)
  .filter((code) => !noCodes.has(code));
const httpCodes = statementsWith(/HttpError\(/).flatMap(words);
const errorCodes = [...read("base/error.cpp").matchAll(/CodeRow\{Code::\w+, "(\w+)"/g)].map(
  (match) => match[1] ?? "",
);
const faults = /BOOST_DEFINE_ENUM_CLASS\(Fault, None, ([^)]*)\)/.exec(read("intake/values.h"))?.[1] ?? "";
const faultCodes = faults
  .split(/,\s*/)
  .map((name) => name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase());

const spoken = new Set(Object.keys(problemsJa));
const unspoken = (prefix: string, codes: string[]): string[] =>
  [...new Set(codes)].filter((code) => !spoken.has(`${prefix}.${code}`)).sort();

describe("what the server refuses", () => {
  it("is found in its sources", () => {
    expect(fieldCodes).toEqual(
      expect.arrayContaining([
        ...["unclosed_quote", "time_needed", "out_of_range"],
        ...["unknown_choice", "circular", "in_future"],
      ]),
    );
    expect(httpCodes).toContain("precondition_required");
    expect(errorCodes).toContain("storage_full");
    expect(faultCodes).toContain("not_a_whole_number");
  });
  it("has words for every problem", () => {
    expect(unspoken("problem.code", [...errorCodes, ...httpCodes, "version_conflict"])).toEqual([]);
  });
  it("has words for every wrong field", () => {
    expect(unspoken("problem.field", fieldCodes)).toEqual([]);
  });
  it("has words for every rejected row of a file", () => {
    expect(unspoken("imports.fault", faultCodes)).toEqual([]);
  });
  it("is said in both languages", () => {
    expect(Object.keys(problemsEn)).toEqual(Object.keys(problemsJa));
  });
});

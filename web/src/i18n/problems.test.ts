import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { problemsEn } from "./problems-en";
import { problemsJa } from "./problems-ja";

// The codes are read out of the server's sources: a new one without words in both languages fails.
const rooms = ["base", "store", "record", "access", "intake", "action", "insight", "board", "mail", "server"];
const read = (path: string): string => readFileSync(join("../src", path), "utf8");
const sources = rooms.flatMap((room) =>
  readdirSync(join("../src", room))
    .filter((name) => name.endsWith(".cpp") && !/_(test|bench|fuzz)\.cpp$|^testing|^routes_/.test(name))
    .map((name) => read(join(room, name))),
);

const word = /(?<=[,(=]\s*)"([a-z]+(?:_[a-z]+)*)"(?=\s*,)/g;
const words = (text: string): string[] => [...text.matchAll(word)].map((match) => match[1] ?? "");
const statementsWith = (mark: RegExp): string[] =>
  sources.flatMap((source) => source.split(";").filter((statement) => mark.test(statement)));

// Words in the same places that name a form's field, a setting of the command line or an action.
const noCodes = new Set([
  ...["ended_at", "next_step_at", "offer_id", "reason_code"],
  ...["certificate", "close", "connection", "database", "examine", "incomplete", "listen", "network"],
  ...["read", "script", "sync", "tls_required", "upgrade", "write"],
]);
const fieldCodes = statementsWith(
  /FieldError|errors_?\.push_back|\b(add|refuse|fail|invalid)\(|Error\(\s*Code|\.code = "/,
)
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
    expect(fieldCodes).toEqual(expect.arrayContaining(["unclosed_quote", "time_needed", "out_of_range"]));
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

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readLive, staleBy, staleReads } from "./live-message";

const nouns = (message: object): string[] =>
  staleReads(readLive(JSON.stringify(message))).map(({ noun }) => noun);

describe("what the server tells of", () => {
  it("makes something stale, whatever its journal names", () => {
    const hearing = readFileSync("../src/server/hearing.cpp", "utf8");
    const told = [...hearing.matchAll(/Logged\{"(\w+)"/g)].map((match) => match[1] ?? "");
    expect(told).toEqual(expect.arrayContaining(["customer", "dashboard"]));
    expect(told.filter((name) => !(name in staleBy))).toEqual([]);
  });
  it("reaches the analyses that count contacts and the boards of a colleague", () => {
    expect(nouns({ seq: 1, changes: [{ entity: "contact", id: 1, customer_id: 2 }] })).toContain("insight");
    expect(nouns({ seq: 2, refetch: ["dashboard", "kpi"] })).toEqual(["boards", "insight"]);
    expect(nouns({ seq: 3, changes: [{ entity: "segment", id: 7 }] })).toEqual(["segments", "insight"]);
  });
});

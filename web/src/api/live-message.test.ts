import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isDear, readLive, staleBy, staleReads } from "./live-message";

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
    expect(nouns({ seq: 2, refetch: ["dashboard", "kpi"] })).toEqual(["boards"]);
    expect(nouns({ seq: 3, changes: [{ entity: "segment", id: 7 }] })).toEqual([
      "segments",
      "insight",
      "segment-counts",
    ]);
  });
  it("makes reports stale by what they count and by the names they show", () => {
    for (const entity of ["orders", "contact", "subscription_event", "reason", "offer"])
      expect(nouns({ seq: 1, refetch: [entity] })).toContain("insight");
  });
  it("reads in a calmer rhythm what is counted over the whole shop", () => {
    const reads = staleReads(readLive(JSON.stringify({ seq: 1, refetch: ["contact"] })));
    expect(reads.filter(isDear).map(({ noun }) => noun)).toEqual(["insight", "segment-counts"]);
  });
});

import { describe, expect, it } from "vitest";
import type { TrailEntry } from "@/api/types";
import { witnesses } from "./seen-by";
import { filterOf, periodOf, tellsWhoSaw } from "./view";
import { toldChanges } from "./written";

const entry = (change: Partial<TrailEntry>): TrailEntry => ({
  id: "e1",
  at: "2026-10-05T01:00:00.000Z",
  kind: "viewed",
  actor: "user",
  user_id: 2,
  user_name: "佐藤 健",
  acting_for: null,
  acting_for_name: "",
  address: "127.0.0.1",
  operation: "get_customer",
  entity: "customer",
  entity_id: 5,
  customer_id: 5,
  customer_name: "",
  persons: 1,
  row_count: 0,
  status: 0,
  reason: "",
  fields: [],
  search_length: null,
  api_key: null,
  changes: [],
  ...change,
});

describe("the view of the trail", () => {
  it("asks from the first moment of the first day to the first after the last", () => {
    expect(filterOf({ customer: 5, from: "2026-10-01", to: "2026-10-31" }, "Asia/Tokyo")).toEqual({
      customer: 5,
      from: "2026-09-30T15:00:00.000Z",
      to: "2026-10-31T15:00:00.000Z",
    });
  });
  it("asks for nothing that is not chosen", () => {
    expect(filterOf({}, "Asia/Tokyo")).toEqual({});
  });
  it("knows last month, over the turn of the year too", () => {
    expect(periodOf("lastMonth", "2026-11-22")).toEqual({ from: "2026-10-01", to: "2026-10-31" });
    expect(periodOf("lastMonth", "2026-01-05")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
    expect(periodOf("week", "2026-11-22")).toEqual({ from: "2026-11-16", to: "2026-11-22" });
  });
});

describe("what is told of a change", () => {
  it("leaves out what the server counts by itself", () => {
    const change = (field: string) => ({ field, before: null, after: 1, masked: false });
    const told = toldChanges(entry({ changes: ["id", "version", "owner_id"].map(change) }));
    expect(told.map(({ field }) => field)).toEqual(["owner_id"]);
  });
});

describe("who saw a customer", () => {
  it("is not answered out of entries that show nothing", () => {
    expect(tellsWhoSaw({ customer: 5 })).toBe(true);
    expect(tellsWhoSaw({ customer: 5, kind: "exported" })).toBe(true);
    expect(tellsWhoSaw({ customer: 5, kind: "updated" })).toBe(false);
    expect(tellsWhoSaw({ kind: "viewed" })).toBe(false);
  });
  it("is counted by person and kind of value, in full and masked", () => {
    const found = witnesses([
      entry({ fields: [{ field: "phone", right: "read" }] }),
      entry({ at: "2026-10-06T01:00:00.000Z", fields: [{ field: "phone", right: "read" }] }),
      entry({
        user_name: "鈴木",
        at: "2026-10-07T01:00:00.000Z",
        fields: [{ field: "phone", right: "masked" }],
      }),
    ]);
    expect(found).toEqual([
      { user: "鈴木", last: "2026-10-07T01:00:00.000Z", seen: { phone: { full: 0, masked: 1 } } },
      { user: "佐藤 健", last: "2026-10-06T01:00:00.000Z", seen: { phone: { full: 2, masked: 0 } } },
    ]);
  });
  it("leaves out who was shown nothing of her", () => {
    expect(witnesses([entry({ fields: [{ field: "phone", right: "hidden" }] }), entry({})])).toEqual([]);
  });
  it("names whose eyes an administrator looked with", () => {
    const [first] = witnesses([
      entry({ acting_for: 3, acting_for_name: "田中", fields: [{ field: "name", right: "read" }] }),
    ]);
    expect(first?.user).toBe("佐藤 健 (田中)");
  });
});

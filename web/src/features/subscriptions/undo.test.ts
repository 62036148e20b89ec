import { describe, expect, it } from "vitest";
import type { Subscription } from "@/api/types";
import { canWithdraw, undoOf } from "./undo";

const today = "2026-11-22";
const before: Subscription = {
  id: 1,
  version: 3,
  external_key: null,
  customer_id: 7,
  product_id: 5,
  product_name: "美容液",
  status: "active",
  cycle_unit: "month",
  cycle_length: 1,
  quantity: 2,
  price: 7960,
  medium: "",
  started_on: "2026-08-10",
  delivery_number: 3,
  next_shipment_on: "2026-12-10",
  cutoff_on: "2026-12-07",
  cancel_requested_on: null,
  cancel_effective_on: null,
  cancel_reason: "",
  events: [],
};

describe("taking back an action on a subscription", () => {
  it.each([
    [{ kind: "skip" }, { kind: "change", next_shipment_on: "2026-12-10" }],
    [
      { kind: "pause", on: today },
      { kind: "resume", next_shipment_on: "2026-12-10" },
    ],
    [
      { kind: "cancel", on: "2026-12-31" },
      { kind: "withdraw", next_shipment_on: "2026-12-10" },
    ],
    [
      { kind: "change", quantity: 1 },
      { kind: "change", cycle_unit: "month", cycle_length: 1, quantity: 2, next_shipment_on: "2026-12-10" },
    ],
  ])("undoes %j", (done, undo) => {
    expect(undoOf(before, done, today)).toEqual(undo);
  });
  it("pauses again what was paused, and begins no spell anew by itself", () => {
    expect(undoOf({ ...before, status: "paused" }, { kind: "resume" }, today)).toEqual({ kind: "pause" });
    expect(undoOf({ ...before, status: "cancelled" }, { kind: "resume" }, today)).toBeUndefined();
  });
  it("leaves a cancellation of the past alone", () => {
    expect(undoOf(before, { kind: "cancel", on: "2026-11-01" }, today)).toBeUndefined();
    const cancelled = { ...before, status: "cancelled", cancel_requested_on: "2026-11-20" };
    expect(canWithdraw({ ...cancelled, cancel_effective_on: "2026-11-21" }, today)).toBe(false);
    expect(canWithdraw({ ...cancelled, cancel_effective_on: today }, today)).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import {
  csatScale,
  differingFields,
  emptyDraft,
  expandPhrase,
  missingFields,
  needOf,
  npsScale,
  openedDraft,
  sentDraft,
  typedAnswer,
} from "./draft";

const rules = [
  { purpose: "cancel", field: "reason_code", need: "required" },
  { purpose: "cancel", field: "subscription_id", need: "required" },
  { purpose: "usage", field: "offer_id", need: "hidden" },
];
const draft = emptyDraft(7, "2026-11-22T01:00:00.000Z");

describe("the contact form", () => {
  it("asks for the fields its purpose needs, in speaking order", () => {
    expect(missingFields(draft, rules)).toEqual(["purpose", "result"]);
    expect(missingFields({ ...draft, purpose: "cancel", result: "kept" }, rules)).toEqual([
      "subscription_id",
      "reason_code",
    ]);
    expect(missingFields({ ...draft, purpose: "usage", result: "answered" }, rules)).toEqual([]);
  });
  it("needs a reason to accept a cancellation and a time to call again", () => {
    const cancel = { ...draft, purpose: "other", result: "cancel_accepted", subscription_id: 3 };
    expect(missingFields(cancel, rules)).toEqual(["reason_code"]);
    expect(missingFields({ ...draft, purpose: "other", result: "recall" }, rules)).toEqual(["next_step_at"]);
  });
  it("is ours to begin when she is called from a list or for a promise", () => {
    const at = "2026-11-22T01:00:00.000Z";
    expect(openedDraft(7, at, { kind: "inbound" })).toEqual(emptyDraft(7, at));
    expect(openedDraft(7, at, { kind: "promise" })).toMatchObject({ direction: "outbound", purpose: "" });
    expect(openedDraft(7, at, { kind: "retention", itemId: 3 })).toMatchObject({
      direction: "outbound",
      purpose: "retention_call",
      call_list_item_id: 3,
    });
  });
  it("calls a field without a rule optional", () => {
    expect(needOf(rules, "usage", "note")).toBe("optional");
    expect(needOf(rules, "usage", "offer_id")).toBe("hidden");
  });
  it("does not send what the purpose hides", () => {
    const sent = sentDraft(
      { ...draft, purpose: "usage", offer_id: 2, offer_answer: "accepted" },
      rules,
      "2026-11-22T01:05:00.000Z",
    );
    expect(sent.offer_id).toBeNull();
    expect(sent.offer_answer).toBeNull();
    expect(sent.ended_at).toBe("2026-11-22T01:05:00.000Z");
  });
  it("takes an answer by its digits, and ten by two", () => {
    expect(typedAnswer(null, "0", npsScale)).toBe(0);
    expect(typedAnswer(null, "9", npsScale)).toBe(9);
    expect(typedAnswer(1, "0", npsScale)).toBe(10);
    expect(typedAnswer(9, "3", npsScale)).toBe(3);
    expect(typedAnswer(0, "7", npsScale)).toBe(7);
    expect(typedAnswer(1, "0", csatScale)).toBeUndefined();
    expect(typedAnswer(1, "5", csatScale)).toBe(5);
    expect(typedAnswer(4, "6", csatScale)).toBeUndefined();
    expect(typedAnswer(4, "Delete", csatScale)).toBeNull();
    expect(typedAnswer(4, "Tab", csatScale)).toBeUndefined();
  });
  it("sends an answer unless the purpose hides it", () => {
    const answered = { ...draft, purpose: "usage", nps: 0, csat: 5 };
    expect(sentDraft(answered, rules, "2026-11-22T01:05:00.000Z")).toMatchObject({ nps: 0, csat: 5 });
    const hides = [...rules, { purpose: "usage", field: "nps", need: "hidden" }];
    expect(sentDraft(answered, hides, "2026-11-22T01:05:00.000Z").nps).toBeNull();
    expect(differingFields(answered, { ...answered, nps: 1 })).toEqual(["nps"]);
  });
  it("puts a fixed phrase in the place of its key", () => {
    const phrases = [{ key: "okurase", text: "次回のお届けをスキップしました。" }];
    expect(expandPhrase("ご希望で /okurase", 13, phrases)).toEqual({
      text: "ご希望で 次回のお届けをスキップしました。",
      caret: 21,
    });
    expect(expandPhrase("/okurase 以上", 8, phrases)).toEqual({
      text: "次回のお届けをスキップしました。 以上",
      caret: 16,
    });
    expect(expandPhrase("価格は1/okurase", 12, phrases)).toBeUndefined();
    expect(expandPhrase("/unknown", 8, phrases)).toBeUndefined();
  });
  it("shows only the fields in which two versions differ", () => {
    expect(differingFields(draft, { ...draft, note: "x", result: "kept" })).toEqual(["result", "note"]);
  });
});

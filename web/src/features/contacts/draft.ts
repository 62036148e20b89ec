// The contact record while it is being written: which fields the purpose asks for, what is missing,
// and how a fixed phrase is put into the note.
import type { Contact, ContactDraft, FormRule, Phrase } from "@/api/types";

export type Need = "required" | "optional" | "hidden";
export type DraftField = keyof ContactDraft;

/**
 * What made the record open: the customer called, or we call her, to keep her or to keep a promise.
 * `itemId` is the call-list item that the record works off.
 */
export type Occasion =
  { kind: "inbound" } | { kind: "promise" } | { kind: "retention"; itemId: number | null };

const openingOf = (occasion: Occasion): Partial<ContactDraft> => {
  if (occasion.kind === "inbound") return {};
  if (occasion.kind === "promise") return { direction: "outbound" };
  return { direction: "outbound", purpose: "retention_call", call_list_item_id: occasion.itemId };
};

/** A new record as its occasion opens it: a call from a list is ours, never the customer's. */
export const openedDraft = (customerId: number, startedAt: string, occasion: Occasion): ContactDraft => ({
  ...emptyDraft(customerId, startedAt),
  ...openingOf(occasion),
});

export const emptyDraft = (customerId: number, startedAt: string): ContactDraft => ({
  customer_id: customerId,
  channel: "phone",
  direction: "inbound",
  started_at: startedAt,
  ended_at: null,
  purpose: "",
  reason_code: "",
  product_id: null,
  subscription_id: null,
  order_id: null,
  emotion: null,
  nps: null,
  csat: null,
  offer_id: null,
  offer_answer: null,
  result: "",
  next_step: "",
  next_step_at: null,
  note: "",
  call_list_item_id: null,
});

export const draftOf = (contact: Contact): ContactDraft => ({
  customer_id: contact.customer_id,
  channel: contact.channel,
  direction: contact.direction,
  started_at: contact.started_at,
  ended_at: contact.ended_at,
  purpose: contact.purpose,
  reason_code: contact.reason_code,
  product_id: contact.product_id,
  subscription_id: contact.subscription_id,
  order_id: contact.order_id,
  emotion: contact.emotion,
  nps: contact.nps,
  csat: contact.csat,
  offer_id: contact.offer_id,
  offer_answer: contact.offer_answer,
  result: contact.result,
  next_step: contact.next_step,
  next_step_at: contact.next_step_at,
  note: contact.note,
  call_list_item_id: contact.call_list_item_id,
});

export const needOf = (rules: FormRule[], purpose: string, field: string): Need => {
  const need = rules.find((rule) => rule.purpose === purpose && rule.field === field)?.need;
  return need === "required" || need === "hidden" ? need : "optional";
};

const isEmpty = (value: unknown): boolean => value === "" || value === null;

/** Fields that must be filled before the record can be saved, in speaking order. */
export const missingFields = (draft: ContactDraft, rules: FormRule[]): DraftField[] => {
  const asked: DraftField[] = [
    "subscription_id",
    "reason_code",
    "emotion",
    "nps",
    "csat",
    "offer_id",
    "offer_answer",
    "next_step",
    "next_step_at",
    "note",
  ];
  const byRule = asked.filter(
    (field) => needOf(rules, draft.purpose, field) === "required" && isEmpty(draft[field]),
  );
  const always: DraftField[] = ["purpose", "result"];
  const cancels =
    draft.result === "cancel_accepted" && draft.subscription_id !== null && draft.reason_code === "";
  const recall = draft.result === "recall" && draft.next_step_at === null;
  const own: DraftField[] = [
    ...(cancels ? ["reason_code" as const] : []),
    ...(recall ? ["next_step_at" as const] : []),
  ];
  return [...new Set([...always.filter((field) => isEmpty(draft[field])), ...byRule, ...own])];
};

/** The draft as it is sent: what the purpose hides is not part of the record. */
export const sentDraft = (draft: ContactDraft, rules: FormRule[], endedAt: string): ContactDraft => {
  const hidden = (field: string): boolean => needOf(rules, draft.purpose, field) === "hidden";
  return {
    ...draft,
    ended_at: draft.ended_at ?? endedAt,
    subscription_id: hidden("subscription_id") ? null : draft.subscription_id,
    reason_code: hidden("reason_code") ? "" : draft.reason_code,
    emotion: hidden("emotion") ? null : draft.emotion,
    nps: hidden("nps") ? null : draft.nps,
    csat: hidden("csat") ? null : draft.csat,
    offer_id: hidden("offer_id") ? null : draft.offer_id,
    offer_answer: hidden("offer_id") || draft.offer_id === null ? null : draft.offer_answer,
    next_step: hidden("next_step") ? "" : draft.next_step,
    next_step_at: hidden("next_step") ? null : draft.next_step_at,
  };
};

/** What a correction may change: the customer and the call-list item stay. */
export const correctionOf = (sent: ContactDraft) => {
  const patch: Partial<ContactDraft> = { ...sent };
  delete patch.customer_id;
  delete patch.call_list_item_id;
  return patch;
};

export type Expansion = { text: string; caret: number };

/** `/key` before the caret becomes the phrase of that key; nothing when there is no such phrase. */
export const expandPhrase = (text: string, caret: number, phrases: Phrase[]): Expansion | undefined => {
  const before = text.slice(0, caret);
  const key = /(?:^|\s)\/(\S+)$/.exec(before)?.[1];
  const phrase = key === undefined ? undefined : phrases.find((each) => each.key === key);
  if (key === undefined || phrase === undefined) return undefined;
  const head = before.slice(0, before.length - key.length - 1) + phrase.text;
  return { text: head + text.slice(caret), caret: head.length };
};

/** Whole steps of an answer, both ends included. */
export type Scale = { min: number; max: number };
export const npsScale: Scale = { min: 0, max: 10 };
export const csatScale: Scale = { min: 1, max: 5 };

/** The answer after a key: a digit, 1 and 0 for ten, Delete for none; undefined for any other key. */
export const typedAnswer = (value: number | null, key: string, scale: Scale): number | null | undefined => {
  if (key === "Delete" || key === "Backspace") return null;
  if (!/^[0-9]$/.test(key)) return undefined;
  const on = (answer: number): boolean => scale.min <= answer && answer <= scale.max;
  const digit = Number(key);
  const longer = (value ?? 0) * 10 + digit;
  if (on(longer)) return longer;
  return on(digit) ? digit : undefined;
};

/** The fields in which two versions of a record differ. */
export const differingFields = (mine: ContactDraft, theirs: ContactDraft): DraftField[] => {
  const shown: DraftField[] = [
    "purpose",
    "reason_code",
    "emotion",
    "nps",
    "csat",
    "offer_id",
    "offer_answer",
    "result",
    "next_step",
    "next_step_at",
    "note",
  ];
  return shown.filter((field) => mine[field] !== theirs[field]);
};

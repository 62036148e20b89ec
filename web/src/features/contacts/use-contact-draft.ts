import { useState } from "react";
import type { Contact, ContactDraft } from "@/api/types";
import { useKept } from "@/domain/kept";
import { draftOf, openedDraft, type Occasion } from "./draft";

// A new record, kept in the browser until it is saved; or a saved one that is being corrected.
type Writing = { draft: ContactDraft; key: string; touched: boolean };

const fresh = (customerId: number, occasion: Occasion): Writing => ({
  draft: openedDraft(customerId, new Date().toISOString(), occasion),
  key: crypto.randomUUID(),
  touched: false,
});

const itemOf = (occasion: Occasion): number | null =>
  occasion.kind === "retention" ? occasion.itemId : null;

export const useContactDraft = (
  customerId: number,
  occasion: Occasion,
  correcting: Contact | undefined,
  /** What is known of every new record before anything is written. */
  known: Partial<ContactDraft>,
) => {
  const [stored, setStored, forget] = useKept<Writing | null>(`draft-${customerId}`, null);
  const [start, setStart] = useState(() => fresh(customerId, occasion));
  const [corrected, setCorrected] = useState<{ id: number; draft: ContactDraft }>();
  // What was begun before she was opened from a list works off that list's item all the same.
  const kept = (now: Writing): Writing => ({
    ...now,
    draft: { ...now.draft, call_list_item_id: itemOf(occasion) ?? now.draft.call_list_item_id },
  });
  const begun = { ...start, draft: { ...start.draft, ...known } };
  const writing = stored?.touched === true ? kept(stored) : begun;

  if (correcting !== undefined) {
    const draft = corrected?.id === correcting.id ? corrected.draft : draftOf(correcting);
    return {
      draft,
      key: writing.key,
      touched: true,
      set: (change: Partial<ContactDraft>) =>
        setCorrected({ id: correcting.id, draft: { ...draft, ...change } }),
      clear: () => setCorrected(undefined),
      saved: () => setCorrected(undefined),
    };
  }
  const restart = (next: Occasion): void => {
    forget();
    setStart(fresh(customerId, next));
  };
  return {
    draft: writing.draft,
    key: writing.key,
    touched: writing.touched,
    set: (change: Partial<ContactDraft>) =>
      setStored((now) => {
        const base = now?.touched === true ? kept(now) : begun;
        // The conversation starts with the first thing that is written down.
        const started = base.touched ? {} : { started_at: new Date().toISOString() };
        return { ...base, touched: true, draft: { ...base.draft, ...started, ...change } };
      }),
    /** Throws away what was written; the occasion stays. */
    clear: () => restart(occasion),
    /** After saving the occasion is over: whatever comes next, the customer begins. */
    saved: () => restart({ kind: "inbound" }),
  };
};

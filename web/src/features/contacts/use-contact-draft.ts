import { useState } from "react";
import type { Contact, ContactDraft } from "@/api/types";
import { useSessionStorage } from "@/ui";
import { draftOf, emptyDraft } from "./draft";

// A new record, kept in the browser until it is saved; or a saved one that is being corrected.
type Writing = { draft: ContactDraft; key: string; touched: boolean };

const fresh = (customerId: number, itemId: number | null): Writing => ({
  draft: {
    ...emptyDraft(customerId, new Date().toISOString()),
    call_list_item_id: itemId,
    ...(itemId === null ? {} : { direction: "outbound", purpose: "retention_call" }),
  },
  key: crypto.randomUUID(),
  touched: false,
});

export const useContactDraft = (
  shop: number,
  customerId: number,
  itemId: number | null,
  correcting: Contact | undefined,
) => {
  const [stored, setStored, forget] = useSessionStorage<Writing | null>({
    key: `tsunagi-draft-${shop}-${customerId}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const [start] = useState(() => fresh(customerId, itemId));
  const [corrected, setCorrected] = useState<{ id: number; draft: ContactDraft }>();
  const writing = stored ?? start;

  if (correcting !== undefined) {
    const draft = corrected?.id === correcting.id ? corrected.draft : draftOf(correcting);
    return {
      draft,
      key: writing.key,
      touched: true,
      set: (change: Partial<ContactDraft>) =>
        setCorrected({ id: correcting.id, draft: { ...draft, ...change } }),
      clear: () => setCorrected(undefined),
    };
  }
  return {
    draft: writing.draft,
    key: writing.key,
    touched: writing.touched,
    set: (change: Partial<ContactDraft>) =>
      setStored((now) => {
        const base = now ?? start;
        // The conversation starts with the first thing that is written down.
        const started = base.touched ? {} : { started_at: new Date().toISOString() };
        return { ...base, touched: true, draft: { ...base.draft, ...started, ...change } };
      }),
    clear: () => {
      forget();
      setStored(fresh(customerId, null));
    },
  };
};

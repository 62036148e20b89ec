import type { Contact } from "@/api/types";

/** Whether the `current` of a conflict is a contact. */
export const isContact = (value: unknown): value is Contact =>
  typeof value === "object" &&
  value !== null &&
  "purpose" in value &&
  "version" in value &&
  "result" in value;

import type { FieldChange, TrailEntry } from "@/api/types";

// What the server keeps account of by itself; people look for what somebody did.
const bookkeeping = new Set(["id", "version", "created_at", "updated_at", "customer_id", "name_form"]);

export const toldChanges = (entry: TrailEntry): FieldChange[] =>
  entry.changes.filter((change) => !bookkeeping.has(change.field));

const people = new Set(["owner_id", "agent_id", "assigned_to", "created_by"]);

/** Whether the value is the number of a member of the shop. */
export const isMember = (change: FieldChange): boolean => people.has(change.field);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value of a change as text: what people typed as it is, lists and things by their parts. */
export const written = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value))
    return value
      .map(written)
      .filter((text) => text !== "")
      .join(", ");
  if (!isRecord(value)) return "";
  return Object.entries(value)
    .map(([name, part]) => [name, written(part)])
    .filter(([, text]) => text !== "")
    .map(([name, text]) => `${name}: ${text}`)
    .join(", ");
};

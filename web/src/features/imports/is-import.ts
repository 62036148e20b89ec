import type { Import } from "@/api/types";

/** Whether the `current` of a conflict is an import. */
export const isImport = (value: unknown): value is Import =>
  typeof value === "object" && value !== null && "layout" in value && "state" in value && "id" in value;

const working = ["planning", "applying", "undoing"];
export const isWorking = (state: string): boolean => working.includes(state);

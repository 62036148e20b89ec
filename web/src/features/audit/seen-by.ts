// Who saw which kinds of a customer's values, out of the entries of the trail about her.
import type { TrailEntry } from "@/api/types";

export type Seen = { full: number; masked: number };
export type Witness = {
  user: string;
  last: string;
  seen: Record<string, Seen>;
};

const nameOf = (entry: TrailEntry): string =>
  entry.acting_for_name === "" ? entry.user_name : `${entry.user_name} (${entry.acting_for_name})`;

/** One line for each person, who saw her last first. */
export const witnesses = (entries: TrailEntry[]): Witness[] => {
  const found = new Map<string, Witness>();
  for (const entry of entries) {
    const shown = entry.fields.filter((each) => each.right !== "hidden");
    if (shown.length === 0) continue;
    const user = nameOf(entry);
    const before = found.get(user) ?? { user, last: entry.at, seen: {} };
    const seen = { ...before.seen };
    for (const { field, right } of shown) {
      const so = seen[field] ?? { full: 0, masked: 0 };
      seen[field] = right === "masked" ? { ...so, masked: so.masked + 1 } : { ...so, full: so.full + 1 };
    }
    found.set(user, { user, last: entry.at > before.last ? entry.at : before.last, seen });
  }
  return [...found.values()].sort((one, other) => (one.last < other.last ? 1 : -1));
};

// The menu of analyses: the server's catalogue, and the pages that are not in it yet.
import type { CatalogueEntry } from "@/api/types";

export const topics = [
  "customers",
  "subscriptions",
  "products",
  "cancellations",
  "centre",
  "success",
  "value",
] as const;
export type Topic = (typeof topics)[number];

export type MenuEntry = { name: string; topic: string; title: string; asks: string };
export type MenuTopic = { topic: Topic; entries: MenuEntry[] };

/** An entry of the catalogue wins over an older page of its name. */
export const menuOf = (catalogue: CatalogueEntry[], older: MenuEntry[]): MenuTopic[] => {
  const names = new Set(catalogue.map(({ name }) => name));
  const all: MenuEntry[] = [...older.filter(({ name }) => !names.has(name)), ...catalogue];
  return topics
    .map((topic) => ({ topic, entries: all.filter((entry) => entry.topic === topic) }))
    .filter(({ entries }) => entries.length > 0);
};

// The menu of analyses: the server's catalogue by topic.
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

export type MenuTopic = { topic: Topic; entries: CatalogueEntry[] };

export const menuOf = (catalogue: CatalogueEntry[]): MenuTopic[] =>
  topics
    .map((topic) => ({ topic, entries: catalogue.filter((entry) => entry.topic === topic) }))
    .filter(({ entries }) => entries.length > 0);

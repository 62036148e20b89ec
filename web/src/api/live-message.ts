// What the live socket says, as a tagged union; anything unreadable is ignored by its kind.
export type LiveChange = { entity: string; id: number; customerId: number | undefined };
export type LiveMessage =
  | { kind: "hello"; seq: number }
  | { kind: "changes"; seq: number; changes: LiveChange[] }
  | { kind: "refetch"; seq: number; entities: string[] }
  | { kind: "progress"; importId: number }
  | { kind: "unknown" };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const integer = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

const changeOf = (value: unknown): LiveChange[] => {
  if (!isRecord(value) || typeof value["entity"] !== "string") return [];
  return [
    { entity: value["entity"], id: integer(value["id"]) ?? 0, customerId: integer(value["customer_id"]) },
  ];
};

const parsed = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};

export const readLive = (text: string): LiveMessage => {
  const value = parsed(text);
  if (!isRecord(value)) return { kind: "unknown" };
  const progress = value["progress"];
  if (isRecord(progress)) {
    const importId = integer(progress["import"]);
    return importId === undefined ? { kind: "unknown" } : { kind: "progress", importId };
  }
  const seq = integer(value["seq"]);
  if (seq === undefined) return { kind: "unknown" };
  if (Array.isArray(value["changes"]))
    return { kind: "changes", seq, changes: value["changes"].flatMap(changeOf) };
  if (Array.isArray(value["refetch"])) {
    return { kind: "refetch", seq, entities: value["refetch"].filter((name) => typeof name === "string") };
  }
  return { kind: "hello", seq };
};

// Which reads a changed entity makes stale, by the names of the server's journal
// (src/server/hearing.cpp). Analyses and the counts of segments follow every fact that they are
// counted from, reasons and offers by their names too; a KPI's standing is read under its version.
export const staleBy: Record<string, string[]> = {
  customer: ["customer", "customers", "today", "insight", "segment-counts"],
  orders: ["customer", "customers", "home", "insight", "segment-counts"],
  subscription: ["customer", "customers", "today", "home", "insight", "segment-counts", "call-lists"],
  subscription_event: ["customer", "customers", "today", "home", "insight", "segment-counts", "call-lists"],
  contact: ["customer", "contact", "home", "today", "call-lists", "insight", "segment-counts"],
  product: ["products", "insight", "segment-counts", "today"],
  call_list: ["call-lists", "today"],
  call_list_item: ["call-lists", "today"],
  import: ["imports", "home", "filter-values"],
  setting: ["settings", "today", "home"],
  reason: ["pick-lists", "insight"],
  offer: ["pick-lists", "insight"],
  phrase: ["pick-lists"],
  member: ["members"],
  segment: ["segments", "insight", "segment-counts"],
  saved_view: ["boards"],
  dashboard: ["boards"],
  kpi: ["boards"],
  context_event: ["boards"],
  report_schedule: ["boards"],
  mail_server: ["mail-server"],
};

/** Counted over the whole shop: dear, so read again in a calmer rhythm than all else. */
export const isDear = ({ noun }: StaleRead): boolean => noun === "insight" || noun === "segment-counts";

export type StaleRead = { noun: string; customerId: number | undefined };

/** The reads to refetch after a message, each once; a customer's own reads by her id. */
export const staleReads = (message: LiveMessage): StaleRead[] => {
  const reads = new Map<string, StaleRead>();
  const add = (noun: string, customerId: number | undefined): void => {
    reads.set(`${noun}:${customerId ?? ""}`, { noun, customerId });
  };
  if (message.kind === "progress") add("imports", undefined);
  if (message.kind === "refetch") {
    message.entities.flatMap((entity) => staleBy[entity] ?? []).forEach((noun) => add(noun, undefined));
  }
  if (message.kind === "changes") {
    for (const change of message.changes) {
      const customerId = change.entity === "customer" ? change.id : change.customerId;
      for (const noun of staleBy[change.entity] ?? [])
        add(noun, noun === "customer" ? customerId : undefined);
    }
  }
  return [...reads.values()];
};

import type { TimelineEntry } from "@/api/types";

/** One entry of the time line as it is told, with what is told inside it. */
export type Told = { entry: TimelineEntry; parts: TimelineEntry[] };

const isOf = (part: TimelineEntry, { order }: TimelineEntry): boolean => {
  const { event } = part;
  if (event === null || order === null || order.delivery_number === 0) return false;
  if (event.order_id !== null) return event.order_id === order.id;
  if (!order.lines.some((line) => line.product_id === event.product_id)) return false;
  if (event.kind === "started") return order.delivery_number === 1;
  return event.kind === "delivered" && event.delivery_number === order.delivery_number;
};

const beganWith = (part: TimelineEntry, { event }: TimelineEntry): boolean =>
  part.event?.kind === "started" &&
  event?.kind === "delivered" &&
  event.delivery_number === 1 &&
  event.product_id === part.event.product_id;

/**
 * An order, its delivery and the start of the subscription on one day are one thing that happened:
 * the delivery and the start are told inside the order, without one the start inside the delivery.
 */
export const grouped = (entries: TimelineEntry[]): Told[] => {
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) days.set(entry.on, [...(days.get(entry.on) ?? []), entry]);
  const inside = new Set<TimelineEntry>();
  const parts = new Map<TimelineEntry, TimelineEntry[]>();
  for (const belongs of [isOf, beganWith]) {
    for (const lead of entries) {
      if (inside.has(lead)) continue;
      const own = (days.get(lead.on) ?? []).filter((part) => !inside.has(part) && belongs(part, lead));
      for (const part of own) inside.add(part);
      parts.set(lead, [...(parts.get(lead) ?? []), ...own.reverse()]);
    }
  }
  return entries
    .filter((entry) => !inside.has(entry))
    .map((entry) => ({ entry, parts: parts.get(entry) ?? [] }));
};

/** What a part says beyond its title: its product stands in the entry around it already. */
export const detailInside = (part: TimelineEntry, { entry }: Told): string => {
  const told = new Set(entry.order?.lines.map((line) => line.product_name) ?? [entry.detail]);
  return part.detail
    .split(" · ")
    .filter((words) => !told.has(words))
    .join(" · ");
};

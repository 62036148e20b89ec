// The view of the trail as it stands in the address, and what it asks of the server. Days are the
// shop's; the server takes instants, the end not within.
import type { TrailFilter } from "@/api/audit";
import { instantOfLocal } from "@/ui/format";

export type AuditView = {
  customer?: number | undefined;
  user?: number | undefined;
  kind?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

export const kinds = [
  "viewed",
  "listed",
  "searched",
  "exported",
  "created",
  "updated",
  "deleted",
  "imported",
  "signed_in",
  "sign_in_failed",
  "signed_out",
  "denied",
  "rights_changed",
  "configured",
  "viewed_as",
  "disclosed",
  "erased",
  "purged",
  "trail_read",
] as const;

// Entries that show somebody's values to somebody; the others tell nothing of who saw her.
const showing: string[] = ["viewed", "listed", "searched", "exported", "disclosed"];
export const tellsWhoSaw = (view: AuditView): boolean =>
  view.customer !== undefined && (view.kind === undefined || showing.includes(view.kind));

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const startOf = (day: string | undefined, zone: string): string | undefined =>
  day === undefined ? undefined : (instantOfLocal(`${day}T00:00`, zone) ?? undefined);

export const filterOf = (view: AuditView, zone: string): TrailFilter => {
  const from = startOf(view.from, zone);
  const to = startOf(view.to === undefined ? undefined : shifted(view.to, 1), zone);
  return {
    ...(view.customer === undefined ? {} : { customer: view.customer }),
    ...(view.user === undefined ? {} : { user: view.user }),
    ...(view.kind === undefined ? {} : { kind: view.kind }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
};

export type Period = { from: string; to: string };
export const periods = ["today", "week", "month", "lastMonth"] as const;

/** A period that people ask for by name, counted from the shop's today. */
export const periodOf = (name: (typeof periods)[number], today: string): Period => {
  const firstOfMonth = `${today.slice(0, 8)}01`;
  if (name === "today") return { from: today, to: today };
  if (name === "week") return { from: shifted(today, -6), to: today };
  if (name === "month") return { from: firstOfMonth, to: today };
  const last = shifted(firstOfMonth, -1);
  return { from: `${last.slice(0, 8)}01`, to: last };
};

import type { Subscription, SubscriptionAction } from "@/api/types";

/** The action that takes back what `done` did to `before`; nothing where only a person can decide. */
export const undoOf = (
  before: Subscription,
  done: SubscriptionAction,
  today: string,
): SubscriptionAction | undefined => {
  const shipment = before.next_shipment_on;
  const planned = shipment !== null && shipment >= today ? { next_shipment_on: shipment } : {};
  if (done.kind === "skip" && "next_shipment_on" in planned) return { kind: "change", ...planned };
  if (done.kind === "pause") return { kind: "resume", ...planned };
  if (done.kind === "resume" && before.status === "paused") return { kind: "pause" };
  if (done.kind === "cancel" && before.status !== "cancelled" && (done.on ?? today) >= today)
    return { kind: "withdraw", ...planned };
  if (done.kind === "change")
    return {
      kind: "change",
      cycle_unit: before.cycle_unit,
      cycle_length: before.cycle_length,
      quantity: before.quantity,
      ...planned,
    };
  return undefined;
};

/** A cancellation can be withdrawn until the day on which it takes effect is over. */
export const canWithdraw = (subscription: Subscription, today: string): boolean =>
  subscription.status === "cancelled" &&
  subscription.cancel_effective_on !== null &&
  subscription.cancel_effective_on >= today &&
  subscription.cancel_requested_on !== null;

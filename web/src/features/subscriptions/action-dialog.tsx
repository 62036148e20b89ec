import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { isStatus } from "@/api/problem";
import type { Subscription, SubscriptionAction } from "@/api/types";
import { actOnSubscription } from "@/api/writes";
import { useFailure, useFieldMessage } from "@/domain/failure";
import { StatusTag } from "@/domain/marks";
import { useShop } from "@/domain/shop";
import { reasonLabel, useWords } from "@/domain/words";
import { useT, wordFor } from "@/i18n";
import { Button, DateText, Dialog, Failed, NumberInput, Select, TextInput, toast, useToday } from "@/ui";
import { plusDays } from "./days";
import { canWithdraw, undoOf } from "./undo";

export type ActionKind = "skip" | "pause" | "resume" | "change" | "cancel" | "withdraw";

type Props = { subscription: Subscription; kind: ActionKind; onClose: () => void };

const firstAction = (subscription: Subscription, kind: ActionKind, today: string): SubscriptionAction => {
  const cycle =
    subscription.cycle_unit === "day" ? subscription.cycle_length : subscription.cycle_length * 30;
  if (kind === "skip")
    return { kind, next_shipment_on: plusDays(subscription.next_shipment_on ?? today, cycle) };
  if (kind === "withdraw") {
    const next = subscription.next_shipment_on;
    return { kind, next_shipment_on: next !== null && next >= today ? next : plusDays(today, cycle) };
  }
  if (kind === "resume") return { kind, on: today, next_shipment_on: plusDays(today, 7) };
  if (kind === "change") {
    return {
      kind,
      cycle_unit: subscription.cycle_unit,
      cycle_length: subscription.cycle_length,
      quantity: subscription.quantity,
      ...(subscription.next_shipment_on === null ? {} : { next_shipment_on: subscription.next_shipment_on }),
    };
  }
  return { kind, on: today };
};

const askable = (subscription: Subscription, kind: ActionKind, today: string): boolean =>
  kind === "withdraw"
    ? canWithdraw(subscription, today)
    : kind !== "cancel" || subscription.status !== "cancelled";

/** How the subscription stands by now, after a colleague was quicker. */
const Standing = ({ subscription }: { subscription: Subscription }) => {
  const t = useT();
  return (
    <p className="row">
      <span className="soft">{t("subscription.now")}</span>
      <StatusTag status={subscription.status} deliveries={subscription.delivery_number} />
      {subscription.next_shipment_on !== null && (
        <span>
          {t("subscription.next")} <DateText value={subscription.next_shipment_on} short />
        </span>
      )}
    </p>
  );
};

/** Skips, pauses, resumes, changes or cancels one subscription; says before what will be true after. */
export const ActionDialog = ({ subscription, kind, onClose }: Props) => {
  const t = useT();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const shop = useShop();
  const words = useWords();
  const queries = useQueryClient();
  const today = useToday();
  const [action, setAction] = useState(() => firstAction(subscription, kind, today));
  // Tried again after a conflict it is a request of its own: the version it carries is another.
  const key = useMemo(() => `${crypto.randomUUID()}-${subscription.version}`, [subscription.version]);
  const set = (change: Partial<SubscriptionAction>): void => setAction((now) => ({ ...now, ...change }));
  const title = wordFor(t, "subscription.action", kind);

  const refetch = () =>
    queries.invalidateQueries({ queryKey: ["shop", shop.id, "customer", subscription.customer_id] });
  const takeBack = useMutation({
    mutationFn: ({ saved, undo }: { saved: Subscription; undo: SubscriptionAction }) =>
      actOnSubscription(shop.id, saved, undo, crypto.randomUUID()),
    onSuccess: () => toast({ tone: "done", message: t("subscription.undone") }),
    onError: (error) => toast({ tone: "failed", message: failure(error) }),
    onSettled: refetch,
  });
  const act = useMutation({
    mutationFn: () => actOnSubscription(shop.id, subscription, action, key),
    onSuccess: (saved) => {
      const undo = undoOf(subscription, action, today);
      toast({
        tone: "done",
        message: wordFor(t, "subscription.done", kind),
        ...(undo === undefined
          ? {}
          : { undo: { label: t("common.undo"), act: () => takeBack.mutate({ saved, undo }) } }),
      });
      onClose();
    },
    onSettled: async (_done, error) => {
      if (error === null || isStatus(error, 409)) await refetch();
    },
  });

  const needsReason = kind === "cancel";
  const ready = askable(subscription, kind, today) && (!needsReason || (action.reason_code ?? "") !== "");
  return (
    <Dialog opened onClose={onClose} title={`${subscription.product_name}: ${title}`}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) act.mutate();
        }}
      >
        <p className="soft">{wordFor(t, "subscription.explain", kind)}</p>
        {act.isError && (
          <Failed
            message={
              isStatus(act.error, 409)
                ? t("subscription.conflict")
                : failure(act.error, ["/on", "/next_shipment_on", "/reason_code"])
            }
          />
        )}
        {act.isError && isStatus(act.error, 409) && <Standing subscription={subscription} />}
        {(kind === "pause" || kind === "cancel" || kind === "resume") && (
          <TextInput
            type="date"
            label={t("subscription.effectiveOn")}
            value={action.on ?? ""}
            onChange={(event) => set({ on: event.currentTarget.value })}
            error={fieldMessage(act.error, "/on")}
            required
          />
        )}
        {(kind === "skip" || kind === "resume" || kind === "change" || kind === "withdraw") && (
          <TextInput
            type="date"
            label={t("subscription.nextShipment")}
            value={action.next_shipment_on ?? ""}
            onChange={(event) => set({ next_shipment_on: event.currentTarget.value })}
            error={fieldMessage(act.error, "/next_shipment_on")}
          />
        )}
        {kind === "change" && (
          <div className="row" style={{ alignItems: "flex-end" }}>
            <NumberInput
              size="xs"
              label={t("subscription.cycle")}
              min={1}
              max={365}
              value={action.cycle_length ?? 1}
              onChange={(value) => set({ cycle_length: Number(value) })}
              style={{ width: 96 }}
            />
            <Select
              aria-label={t("subscription.cycleUnit")}
              data={["day", "month"].map((unit) => ({
                value: unit,
                label: wordFor(t, "subscription.unit", unit),
              }))}
              value={action.cycle_unit ?? "month"}
              onChange={(unit) => set({ cycle_unit: unit ?? "month" })}
              style={{ width: 120 }}
            />
            <NumberInput
              size="xs"
              label={t("subscription.quantity")}
              min={1}
              max={999}
              value={action.quantity ?? 1}
              onChange={(value) => set({ quantity: Number(value) })}
              style={{ width: 96 }}
            />
          </div>
        )}
        {needsReason && (
          <Select
            label={t("contact.reason_code")}
            searchable
            required
            data={(words.lists?.reasons ?? [])
              .filter((reason) => reason.active)
              .map((reason) => ({
                value: reason.code,
                label: reasonLabel(words.lists?.reasons ?? [], reason.code, words.language),
              }))}
            value={action.reason_code ?? null}
            onChange={(reason_code) => set({ reason_code: reason_code ?? "" })}
            error={fieldMessage(act.error, "/reason_code")}
          />
        )}
        <TextInput
          label={t("contact.note")}
          value={action.note ?? ""}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={onClose}>
            {t("common.back")}
          </Button>
          <Button
            type="submit"
            loading={act.isPending}
            disabled={!ready}
            color={kind === "cancel" ? "red" : undefined}
          >
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

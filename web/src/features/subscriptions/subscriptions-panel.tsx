import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ordersQuery } from "@/api/queries";
import type { Address, Order, Subscription } from "@/api/types";
import { StatusTag } from "@/domain/marks";
import { useMay, useShop } from "@/domain/shop";
import { useWords } from "@/domain/words";
import { useT, wordFor, type Translate } from "@/i18n";
import { Button, DateText, EmptyState, format, Money, Panel, Tooltip, usePlaces, useToday } from "@/ui";
import { ActionDialog, type ActionKind } from "./action-dialog";
import css from "./subscriptions.module.css";
import { canWithdraw } from "./undo";

type Props = { customerId: number; subscriptions: Subscription[]; addresses: Address[] };

const actionsOf = (subscription: Subscription, today: string): ActionKind[] => {
  const { status } = subscription;
  if (canWithdraw(subscription, today)) return ["withdraw"];
  if (status === "active") return ["skip", "pause", "change", "cancel"];
  if (status === "paused") return ["resume", "change", "cancel"];
  return ["resume"];
};

const cycleText = (subscription: Subscription, t: Translate): string =>
  t("subscription.every", {
    n: subscription.cycle_length,
    unit: wordFor(t, "subscription.unit", subscription.cycle_unit),
  });

const History = ({ subscription }: { subscription: Subscription }) => {
  const t = useT();
  const words = useWords();
  const places = usePlaces();
  const recent = subscription.events.slice(-14);
  const told = (event: Subscription["events"][number]): string =>
    [
      format.day(event.happened_on, places.locale),
      wordFor(t, "subscription.event", event.kind),
      event.reason_code === "" ? "" : words.reason(event.reason_code),
    ].join(" ");
  return (
    <ol className={css.spells} aria-label={t("subscription.history")}>
      {recent.map((event) => (
        <li key={event.id}>
          <Tooltip label={told(event)}>
            <span className={css.step} data-kind={event.kind} style={{ display: "block" }}>
              {event.kind === "delivered"
                ? event.delivery_number
                : wordFor(t, "subscription.short", event.kind)}
            </span>
          </Tooltip>
        </li>
      ))}
    </ol>
  );
};

const SubscriptionCard = ({
  subscription,
  onAct,
}: {
  subscription: Subscription;
  onAct: (kind: ActionKind) => void;
}) => {
  const t = useT();
  const may = useMay();
  const words = useWords();
  const today = useToday();
  const ended = subscription.status === "cancelled";
  return (
    <article className={css.card} data-ended={ended}>
      <div className="spread">
        <h3 className="clip">{subscription.product_name}</h3>
        <StatusTag status={subscription.status} deliveries={subscription.delivery_number} />
      </div>
      <div className={css.line}>
        <span>{cycleText(subscription, t)}</span>
        <span>× {subscription.quantity}</span>
        <Money value={subscription.price === 0 ? null : subscription.price} />
        <span className="soft">
          {t("subscription.since")} <DateText value={subscription.started_on} short />
        </span>
      </div>
      {!ended && subscription.next_shipment_on !== null && (
        <div className={css.line}>
          <span>
            {t("subscription.next")} <DateText value={subscription.next_shipment_on} short />
          </span>
          {subscription.cutoff_on !== null && (
            <span className="soft">
              {t("subscription.cutoff")} <DateText value={subscription.cutoff_on} short />
            </span>
          )}
        </div>
      )}
      {ended && (
        <div className={css.line}>
          <span>
            {t("subscription.endsOn")} <DateText value={subscription.cancel_effective_on} short />
          </span>
          <span>{words.reason(subscription.cancel_reason)}</span>
        </div>
      )}
      <History subscription={subscription} />
      {may("subscription.edit") && (
        <div className={css.actions}>
          {actionsOf(subscription, today).map((kind) => (
            <Button key={kind} variant="default" onClick={() => onAct(kind)}>
              {wordFor(t, "subscription.action", kind)}
            </Button>
          ))}
        </div>
      )}
    </article>
  );
};

const OrderLine = ({ order }: { order: Order }) => {
  const t = useT();
  const names = order.lines
    .map((line) => `${line.product_name}${line.quantity === 1 ? "" : ` × ${line.quantity}`}`)
    .join(t("common.comma"));
  const off = order.status === "cancelled" || order.status === "returned";
  return (
    <div className={css.order} data-off={off}>
      <DateText value={order.ordered_on} short />
      <span className="clip" title={names}>
        {order.delivery_number > 0 && (
          <span className="soft">{t("common.nth", { n: order.delivery_number })} </span>
        )}
        {names}
        {off && <span className="danger"> {wordFor(t, "order.status", order.status)}</span>}
      </span>
      <span className={css.amount}>
        <Money value={order.total} />
      </span>
    </div>
  );
};

const Orders = ({ customerId }: { customerId: number }) => {
  const t = useT();
  const shop = useShop();
  const orders = useInfiniteQuery(ordersQuery(shop.id, customerId));
  const rows = orders.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <details className={css.fold} open>
      <summary>
        {t("order.title")}{" "}
        <span className="soft">
          {orders.data === undefined ? "" : `${rows.length}${orders.hasNextPage ? "+" : ""}`}
        </span>
      </summary>
      {rows.map((order) => (
        <OrderLine key={order.id} order={order} />
      ))}
      {orders.hasNextPage && (
        <Button
          variant="subtle"
          onClick={() => void orders.fetchNextPage()}
          loading={orders.isFetchingNextPage}
        >
          {t("common.more")}
        </Button>
      )}
    </details>
  );
};

/** The middle column of the desk: what she subscribes to, what can be done, what she bought. */
export const SubscriptionsPanel = ({ customerId, subscriptions, addresses }: Props) => {
  const t = useT();
  const [acting, setActing] = useState<{ id: number; kind: ActionKind }>();
  const subject = subscriptions.find((each) => each.id === acting?.id);
  return (
    <Panel title={t("subscription.title")} flush className="fill-panel">
      <div className="column-scroll" tabIndex={0} role="region" aria-label={t("subscription.title")}>
        {subscriptions.length === 0 && <EmptyState title={t("subscription.empty")} />}
        {subscriptions.map((each) => (
          <SubscriptionCard
            key={each.id}
            subscription={each}
            onAct={(kind) => setActing({ id: each.id, kind })}
          />
        ))}
        <Orders customerId={customerId} />
        {addresses.length > 0 && (
          <details className={css.fold}>
            <summary>
              {t("customer.addresses")} <span className="soft">{addresses.length}</span>
            </summary>
            {addresses.map((address) => (
              <address key={`${address.postal_code}${address.line1}${address.line2}`} className={css.address}>
                〒{address.postal_code} {address.prefecture}
                {address.line1} {address.line2} <span className="soft">{address.recipient}</span>
              </address>
            ))}
          </details>
        )}
      </div>
      {subject !== undefined && acting !== undefined && (
        <ActionDialog subscription={subject} kind={acting.kind} onClose={() => setActing(undefined)} />
      )}
    </Panel>
  );
};

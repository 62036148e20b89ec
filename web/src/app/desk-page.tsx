import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { customerQuery, subscriptionsQuery } from "@/api/queries";
import type { Contact } from "@/api/types";
import { useDesk } from "@/domain/desk";
import { useFailure } from "@/domain/failure";
import { useShop } from "@/domain/shop";
import { ContactForm } from "@/features/contacts/contact-form";
import { CustomerHeaderBar } from "@/features/customers/customer-header";
import { DeskTabs } from "@/features/customers/desk-tabs";
import { Timeline } from "@/features/customers/timeline";
import { SubscriptionsPanel } from "@/features/subscriptions/subscriptions-panel";
import { useT } from "@/i18n";
import { EmptyState, Failed, Skeleton } from "@/ui";
import css from "./desk-page.module.css";

type Props = {
  id: number;
  callListItemId: number | null;
  onOpen: (id: number) => void;
  onLeave: () => void;
  onDone: () => void;
};

/** One customer at the desk: her time line, her subscriptions, the record being written. */
export const DeskPage = ({ id, callListItemId, onOpen, onLeave, onDone }: Props) => {
  const shop = useShop();
  const failure = useFailure();
  const desk = useDesk();
  const customer = useQuery(customerQuery(shop.id, id));
  const subscriptions = useQuery(subscriptionsQuery(shop.id, id));
  const [correcting, setCorrecting] = useState<Contact>();
  const { open } = desk;
  const name = customer.data?.name;

  useEffect(() => {
    if (name !== undefined) open({ id, name });
    // The tab is opened by the name's arrival; `open` is a new function on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, name]);

  const close = (closed: number): void => {
    desk.close(closed);
    if (closed !== id) return;
    const next = desk.tabs.find((tab) => tab.id !== closed);
    if (next === undefined) onLeave();
    else onOpen(next.id);
  };
  return (
    <div className={css.desk}>
      <DeskTabs tabs={desk.tabs} here={id} onOpen={onOpen} onClose={close} />
      {customer.isPending && <Skeleton rows={3} />}
      {customer.isError && <Failed message={failure(customer.error)} />}
      {customer.data !== undefined && (
        <>
          <CustomerHeaderBar customer={customer.data} />
          <div className={css.columns}>
            <Timeline customerId={id} onContact={setCorrecting} />
            <SubscriptionsPanel
              customerId={id}
              subscriptions={subscriptions.data?.items ?? []}
              addresses={customer.data.addresses}
            />
            <ContactForm
              key={id}
              customerId={id}
              callListItemId={callListItemId}
              subscriptions={subscriptions.data?.items ?? []}
              correcting={correcting}
              onCorrect={setCorrecting}
              onDone={onDone}
            />
          </div>
        </>
      )}
    </div>
  );
};

export const EmptyDesk = () => {
  const t = useT();
  return (
    <div className={css.empty}>
      <EmptyState title={t("desk.empty")} hint={t("desk.emptyHint")} />
    </div>
  );
};

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { customerQuery, subscriptionsQuery } from "@/api/queries";
import type { CallListItem, Contact } from "@/api/types";
import { useDesk, useOpenTabs } from "@/domain/desk";
import { useFailure } from "@/domain/failure";
import { useMay, useShop } from "@/domain/shop";
import { useNextCall } from "@/features/call-lists/use-next-call";
import { WorkStrip } from "@/features/call-lists/work-strip";
import { ContactForm } from "@/features/contacts/contact-form";
import type { Occasion } from "@/features/contacts/draft";
import { CustomerHeaderBar } from "@/features/customers/customer-header";
import { DeskTabs } from "@/features/customers/desk-tabs";
import { Timeline } from "@/features/customers/timeline";
import { SubscriptionsPanel } from "@/features/subscriptions/subscriptions-panel";
import { useT } from "@/i18n";
import { EmptyState, Failed, Panel, Skeleton } from "@/ui";
import { CustomerActs } from "./customer-acts";
import css from "./desk-page.module.css";

type Props = {
  id: number;
  occasion: Occasion;
  /** The call list that is being worked off. */
  listId: number | null;
  onItem: (item: CallListItem) => void;
  onList: () => void;
  onOpen: (id: number) => void;
  onLeave: () => void;
  onHistory: () => void;
};

/** One customer at the desk: her time line, her subscriptions, the record being written. */
export const DeskPage = ({ id, occasion, listId, onItem, onList, onOpen, onLeave, onHistory }: Props) => {
  const may = useMay();
  const shop = useShop();
  const t = useT();
  const failure = useFailure();
  const desk = useDesk();
  const tabs = useOpenTabs(desk.ids);
  const customer = useQuery(customerQuery(shop.id, id));
  const subscriptions = useQuery({
    ...subscriptionsQuery(shop.id, id),
    enabled: may("subscription.view"),
  });
  const [correcting, setCorrecting] = useState<Contact>();
  const { open } = desk;
  const name = customer.data?.name;

  useEffect(() => {
    if (name !== undefined) open(id);
    // The tab is opened by her arrival; `open` is a new function on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, name]);

  const itemId = occasion.kind === "retention" ? occasion.itemId : null;
  const next = useNextCall(listId ?? 0, {
    // Only she is left, and she has just been called.
    onOpen: (item) => {
      if (item.id === itemId) onList();
      else onItem(item);
    },
    onNobody: onList,
  });
  const close = (closed: number): void => {
    desk.close(closed);
    if (closed !== id) return;
    const other = tabs.find((tab) => tab.id !== closed);
    if (other === undefined) onLeave();
    else onOpen(other.id);
  };
  return (
    <div className={css.desk}>
      <DeskTabs tabs={tabs} here={id} onOpen={onOpen} onClose={close} />
      {listId !== null && (
        <WorkStrip
          listId={listId}
          itemId={itemId}
          busy={next.isPending}
          onNext={() => next.mutate(itemId)}
          onList={onList}
        />
      )}
      {customer.isPending && <Skeleton rows={3} />}
      {customer.isError && <Failed message={failure(customer.error)} />}
      {customer.data !== undefined && (
        <>
          <CustomerHeaderBar
            customer={customer.data}
            acts={<CustomerActs customer={customer.data} onHistory={onHistory} />}
          />
          <div className={css.columns}>
            <Timeline
              customerId={id}
              onContact={(contact) => {
                if (may("contact.edit")) setCorrecting(contact);
              }}
            />
            <SubscriptionsPanel
              customerId={id}
              subscriptions={subscriptions.data?.items ?? []}
              addresses={customer.data.addresses}
            />
            {may("contact.create") ? (
              <ContactForm
                customerId={id}
                occasion={occasion}
                saveLabel={listId === null ? t("contact.save") : t("contact.saveAndNext")}
                subscriptions={subscriptions.data?.items ?? []}
                correcting={correcting}
                onCorrect={setCorrecting}
                onDone={() => {
                  if (listId !== null) next.mutate(null);
                }}
              />
            ) : (
              <Panel title={t("contact.title")}>
                <p className="soft">{t("contact.readOnly")}</p>
              </Panel>
            )}
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

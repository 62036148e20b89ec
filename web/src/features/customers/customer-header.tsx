import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { customerHeaderQuery } from "@/api/queries";
import type { Customer } from "@/api/types";
import { FactList, RiskMark, StatusTag } from "@/domain/marks";
import { Guarded } from "@/domain/guarded";
import { useFieldRight, useMay, useShop } from "@/domain/shop";
import { useT, wordFor } from "@/i18n";
import { Button, DateText, format, LiveNumber, Money, Tag, usePlaces } from "@/ui";
import { CustomerDialog } from "./customer-dialog";
import { InCharge } from "./in-charge";
import css from "./customers.module.css";

/** Who she is, how the subscription stands, what speaks for her leaving, what was promised. */
export const CustomerHeaderBar = ({ customer, acts }: { customer: Customer; acts?: ReactNode }) => {
  const t = useT();
  const may = useMay();
  const shop = useShop();
  const rightTo = useFieldRight();
  const places = usePlaces();
  const header = useQuery(customerHeaderQuery(shop.id, customer.id)).data;
  const [editing, setEditing] = useState(false);
  const phone = customer.phones[0];
  const email = customer.emails[0]?.address;
  return (
    <header className={css.head}>
      <div className={css.line}>
        <h1 className={css.name}>
          <Guarded field="name" value={customer.name}>
            {customer.name}
          </Guarded>
        </h1>
        <span className={css.meta}>{customer.kana}</span>
        {header !== undefined && <StatusTag status={header.status} deliveries={header.delivery_number} />}
        {header?.next_shipment_on != null && (
          <span>
            {t("subscription.next")} <DateText value={header.next_shipment_on} short />
          </span>
        )}
        {header?.days_left != null && (
          <span className={header.days_left <= 2 ? "warning strong" : "soft"}>
            {t("customer.cutoffLeft", { n: header.days_left })}
          </span>
        )}
        {header?.risk != null && (
          <span className="row" style={{ gap: 6 }}>
            <span className="caption">{t("risk.label")}</span>
            <RiskMark risk={header.risk} />
          </span>
        )}
      </div>
      <div className={css.right}>
        {customer.do_not_contact && <Tag tone="danger">{t("customer.doNotContact")}</Tag>}
        {header !== undefined && header.promises > 0 && (
          <Tag tone="warning">⚠ {t("customer.promises", { n: header.promises })}</Tag>
        )}
        {acts}
        {may("customer.edit") && (
          <Button variant="default" size="compact-xs" onClick={() => setEditing(true)}>
            {t("customer.edit")}
          </Button>
        )}
      </div>
      <div className={css.line} style={{ fontSize: 13 }}>
        {header !== undefined && <FactList facts={header.facts} form="line" />}
      </div>
      <div className={css.right}>
        {header !== undefined && (
          <span>
            <span className="caption">{t("customer.salesToDate")}</span>{" "}
            <Guarded field="money" value="***">
              <LiveNumber value={header.sales_to_date}>
                <Money value={header.sales_to_date} />
              </LiveNumber>
            </Guarded>{" "}
            <span className="caption">{t("customer.orders", { n: header.orders })}</span>
          </span>
        )}
      </div>
      <div className={`${css.line ?? ""} ${css.meta ?? ""}`} style={{ minHeight: 20 }}>
        {(phone !== undefined || rightTo("phone") === "hidden") && (
          <Guarded field="phone" value={header?.phone ?? phone?.number ?? ""}>
            {phone !== undefined && (
              <a href={`tel:${phone.e164 === "" ? phone.number : phone.e164}`}>
                {header?.phone ?? phone.number}
              </a>
            )}
          </Guarded>
        )}
        {(email !== undefined || rightTo("email") === "hidden") && (
          <Guarded field="email" value={email ?? ""}>
            <span>{email}</span>
          </Guarded>
        )}
        <InCharge customer={customer} />
        <span>{customer.prefecture}</span>
        {customer.birthday !== null && (
          <span>{format.day(customer.birthday, places.locale).slice(0, 10)}</span>
        )}
        {customer.sex !== "" && customer.sex !== "unknown" && <span>{wordFor(t, "sex", customer.sex)}</span>}
        {customer.medium !== "" && <span>{customer.medium}</span>}
        {customer.rank !== "" && <span>{customer.rank}</span>}
        {customer.external_key !== null && <span className="faint">{customer.external_key}</span>}
        {customer.attributes.slice(0, 3).map((attribute) => (
          <span key={attribute.name}>
            {places.locale === "ja" ? attribute.label_ja : attribute.label_en}: {attribute.value}
          </span>
        ))}
      </div>
      <span />
      {customer.caution !== "" && (
        <p className={css.caution}>
          <span aria-hidden="true">◆</span>
          {customer.caution}
        </p>
      )}
      {editing && (
        <CustomerDialog
          customer={customer}
          onClose={() => setEditing(false)}
          onSaved={() => setEditing(false)}
        />
      )}
    </header>
  );
};

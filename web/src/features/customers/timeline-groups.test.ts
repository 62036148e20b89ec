import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "@/api/types";
import { detailInside, grouped } from "./timeline-groups";

const day = "2026-10-13";

const bare = (kind: string, id: number, on: string): TimelineEntry => ({
  at: `${on}T03:00:00.000Z`,
  on,
  kind,
  id,
  title: `${kind} ${id}`,
  detail: "",
  amount: null,
  contact: null,
  order: null,
  event: null,
});

const order = (id: number, delivery: number, on = day): TimelineEntry => ({
  ...bare("order", id, on),
  order: {
    id,
    version: 1,
    external_key: null,
    customer_id: 1,
    subscription_id: 1,
    delivery_number: delivery,
    status: "shipped",
    ordered_at: `${on}T03:00:00.000Z`,
    ordered_on: on,
    shipped_on: on,
    medium: "",
    total: 3980,
    note: "",
    lines: [
      {
        position: 0,
        product_id: 7,
        product_name: "Serum",
        quantity: 1,
        unit_price: 39_800_000,
        amount: 3980,
      },
    ],
  },
});

type Event = {
  id: number;
  kind: string;
  delivery?: number;
  of?: number | null;
  product?: number;
  on?: string;
};

const event = ({ id, kind, delivery = 0, of = null, product = 7, on = day }: Event): TimelineEntry => ({
  ...bare("subscription", id, on),
  detail: "Serum",
  event: {
    id,
    kind,
    happened_on: on,
    requested_on: null,
    delivery_number: delivery,
    product_id: product,
    reason_code: "",
    detail: "",
    order_id: of,
    contact_id: null,
  },
});

const shape = (entries: TimelineEntry[]) =>
  grouped(entries).map(({ entry, parts }) => [entry.title, ...parts.map((part) => part.title)]);

describe("the time line", () => {
  it("tells an order, its delivery and the start of the subscription as one, in the order they came", () => {
    const told = [
      order(5, 1),
      event({ id: 2, kind: "delivered", delivery: 1, of: 5 }),
      event({ id: 1, kind: "started" }),
    ];
    expect(shape(told)).toEqual([["order 5", "subscription 1", "subscription 2"]]);
  });
  it("knows a delivery without a link by its number and product", () => {
    expect(shape([order(5, 2), event({ id: 2, kind: "delivered", delivery: 2 })])).toHaveLength(1);
    expect(shape([order(5, 2), event({ id: 2, kind: "delivered", delivery: 3 })])).toHaveLength(2);
    expect(shape([order(5, 2), event({ id: 2, kind: "delivered", delivery: 2, product: 8 })])).toHaveLength(
      2,
    );
  });
  it("leaves apart what happened on another day or to another order", () => {
    expect(
      shape([order(5, 1), event({ id: 2, kind: "delivered", delivery: 1, of: 5, on: "2026-10-12" })]),
    ).toHaveLength(2);
    expect(shape([order(5, 1), event({ id: 2, kind: "delivered", delivery: 1, of: 6 })])).toHaveLength(2);
  });
  it("tells the start inside the delivery when there is no order", () => {
    const told = [event({ id: 2, kind: "delivered", delivery: 1 }), event({ id: 1, kind: "started" })];
    expect(shape(told)).toEqual([["subscription 2", "subscription 1"]]);
  });
  it("loses nothing and keeps the order of the rest", () => {
    const told = [
      event({ id: 9, kind: "cancelled", delivery: 1 }),
      bare("contact", 4, day),
      order(6, 0),
      order(5, 1),
      event({ id: 2, kind: "delivered", delivery: 1 }),
      event({ id: 1, kind: "started" }),
    ];
    expect(shape(told).flat().sort()).toEqual(told.map((entry) => entry.title).sort());
    expect(shape(told).map(([title]) => title)).toEqual([
      "subscription 9",
      "contact 4",
      "order 6",
      "order 5",
    ]);
  });
  it("says of a part what the entry around it does not say", () => {
    const [told] = grouped([
      order(5, 1),
      { ...event({ id: 1, kind: "started" }), detail: "Serum · every 2 months" },
    ]);
    expect(told?.parts.map((part) => detailInside(part, told))).toEqual(["every 2 months"]);
  });
});

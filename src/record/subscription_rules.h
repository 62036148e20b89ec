// What may happen to a subscription, as a pure function: a subscription, an action and a day give
// the subscription afterwards and the events that tell it. Every transition is here and nowhere
// else; storing is subscriptions.h.
//
//   active ──pause──► paused ──resume──► active        skip, change: stay
//   active, paused ──cancel──► cancelled ──resume──► active (a new spell, delivery 0)
//   cancelled ──withdraw──► active or paused, as it was, until the day on which the cancellation
//                           takes effect is over: it never was one, and her spell goes on
//
// A spell is the time from `started` to `cancelled`; delivery n is the nth shipped in its spell.
#pragma once

#include "base/zone.h"
#include "record/customers.h"
#include "record/products.h"

#include <string>
#include <vector>

namespace tsunagi::record {

struct Order;
struct Contact;

BOOST_DEFINE_ENUM_CLASS(SubscriptionStatus, Active, Paused, Cancelled)
BOOST_DEFINE_ENUM_CLASS(CycleUnit, Day, Month)
BOOST_DEFINE_ENUM_CLASS(EventKind, Started, Delivered, Skipped, Paused, Resumed, Changed, Cancelled,
                        Withdrawn)
BOOST_DEFINE_ENUM_CLASS(ActionKind, Skip, Pause, Resume, Change, Cancel, Deliver, Withdraw)

struct SubscriptionEvent {
    Id<SubscriptionEvent> id;
    EventKind kind = EventKind::Started;
    Day happened_on;                  // effective day
    std::optional<Day> requested_on;  // of a cancellation
    int delivery_number = 0;          // of a delivery; else the last one shipped
    Id<Product> product_id;
    std::string reason_code;
    std::string detail;  // what changed, in words of the record
    std::optional<Id<Order>> order_id;
    std::optional<Id<Contact>> contact_id;
};
BOOST_DESCRIBE_STRUCT(SubscriptionEvent, (),
                      (id, kind, happened_on, requested_on, delivery_number, product_id,
                       reason_code, detail, order_id, contact_id))

struct Subscription {
    Id<Subscription> id;
    std::int64_t version = 0;
    std::optional<std::string> external_key;
    Id<Customer> customer_id;
    Id<Product> product_id;
    std::optional<std::string> product_name;
    SubscriptionStatus status = SubscriptionStatus::Active;
    CycleUnit cycle_unit = CycleUnit::Month;
    int cycle_length = 1;
    int quantity = 1;
    Money price;  // of one delivery
    std::string medium;
    Day started_on;           // of the first spell
    int delivery_number = 0;  // shipped in the current spell
    std::optional<Day> next_shipment_on;
    std::optional<Day> cutoff_on;
    std::optional<Day> cancel_requested_on;
    std::optional<Day> cancel_effective_on;
    std::string cancel_reason;
    std::vector<SubscriptionEvent> events;  // oldest first
};
BOOST_DESCRIBE_STRUCT(Subscription, (),
                      (id, version, external_key, customer_id, product_id, product_name, status,
                       cycle_unit, cycle_length, quantity, price, medium, started_on,
                       delivery_number, next_shipment_on, cutoff_on, cancel_requested_on,
                       cancel_effective_on, cancel_reason, events))

// What a person does to a subscription. `on` is the effective day (today when absent); a
// cancellation may lie ahead, everything else is of today or the past.
struct SubscriptionAction {
    ActionKind kind = ActionKind::Skip;
    std::optional<Day> on;
    std::optional<std::string> reason_code;
    std::optional<Day> next_shipment_on;
    std::optional<CycleUnit> cycle_unit;
    std::optional<int> cycle_length;
    std::optional<int> quantity;
    std::optional<Id<Product>> product_id;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(SubscriptionAction, (),
                      (kind, on, reason_code, next_shipment_on, cycle_unit, cycle_length, quantity,
                       product_id, note))

struct Transition {
    Subscription after;
    std::vector<SubscriptionEvent> events;  // new ones, without ids
    // The cancelled event that is told as its withdrawal from now on.
    std::optional<SubscriptionEvent> withdrawn{};
};

// Throws InvalidInput with one of these codes at the field concerned: not_active, not_paused,
// already_cancelled, not_cancelled, took_effect,
// reason_needed, no_next_shipment, not_later, nothing_changed, too_small,
// day_in_future, day_in_past, day_before_start. A new product's price is the caller's to set.
Transition apply(const Subscription&, const SubscriptionAction&, Day today);

// The shipment after the one of `shipped_on`: n days or n months after the planned day, keeping the
// day of the month (31 January, 28 February, 31 March), and always later than `shipped_on`.
Day next_shipment(const Subscription&, Day shipped_on);

// The last business day on which the shipment of that day can still be changed.
Day cutoff_of(Day shipment, int lead_business_days, const BusinessCalendar&);

// Open days from `today` (excluded) to `cutoff` (included); negative when the cut-off is over.
int business_days_left(Day today, Day cutoff, const BusinessCalendar&);

}  // namespace tsunagi::record

template <>
struct tsunagi::rules_of<tsunagi::record::SubscriptionAction> {
    static constexpr std::array value{
        Rule{.field = "reason_code", .max_length = 40, .ja = "理由", .en = "Reason"},
        Rule{.field = "cycle_length", .min = 1, .max = 365, .ja = "周期", .en = "Cycle length"},
        Rule{.field = "quantity", .min = 1, .max = 9999, .ja = "数量", .en = "Quantity"},
        Rule{.field = "note", .max_length = 1000, .ja = "メモ", .en = "Note"}};
};

// Subscriptions as they are stored: the row is the present, its events are the whole history.
#pragma once

#include "base/viewer.h"
#include "record/customers.h"
#include "record/settings.h"
#include "record/subscription_rules.h"

namespace tsunagi::record {

// A subscription that begins: the `started` event is written with it.
struct SubscriptionDraft {
    Id<Customer> customer_id;
    Id<Product> product_id;
    std::optional<std::string> external_key;
    CycleUnit cycle_unit = CycleUnit::Month;
    int cycle_length = 1;
    int quantity = 1;
    std::optional<Money> price;  // absent: quantity x the product's price
    std::optional<std::string> medium;
    std::optional<Day> started_on;        // absent: today
    std::optional<Day> next_shipment_on;  // absent: one cycle after the start
};
BOOST_DESCRIBE_STRUCT(SubscriptionDraft, (),
                      (customer_id, product_id, external_key, cycle_unit, cycle_length, quantity,
                       price, medium, started_on, next_shipment_on))

// With its events and cut-off day. Throws NotFound when there is none the viewer may see.
Subscription find_subscription(store::Reader&, const Viewer&, Id<Subscription>);
// All subscriptions of a customer, the newest first, with their events.
std::vector<Subscription> subscriptions_of(store::Reader&, const Viewer&, Id<Customer>);

Subscription start_subscription(store::Tx&, const Viewer&, const SubscriptionDraft&);

// Applies the action (subscription_rules.h) and writes its events. Throws VersionConflict when the
// subscription is not at `version` any more.
Subscription act(store::Tx&, const Viewer&, Id<Subscription>, std::int64_t version,
                 const SubscriptionAction&, std::optional<Id<Contact>> contact = std::nullopt);

}  // namespace tsunagi::record

template <>
struct tsunagi::rules_of<tsunagi::record::SubscriptionDraft> {
    static constexpr std::array value{
        Rule{.field = "cycle_length", .min = 1, .max = 365, .ja = "周期", .en = "Cycle length"},
        Rule{.field = "quantity", .min = 1, .max = 9999, .ja = "数量", .en = "Quantity"},
        Rule{.field = "price", .min = 0, .ja = "価格", .en = "Price"}};
};

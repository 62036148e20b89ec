#include "intake/deliveries.h"

#include "base/json.h"
#include "intake/key_list.h"
#include "intake/rows.sql.h"

#include <algorithm>

namespace tsunagi::intake {

namespace {

// An event that the batch makes is made as it is told at last. Ids of new events only rise.
void edit_event(const table::SubscriptionEvent& before, const table::SubscriptionEvent& after,
                Batch& batch) {
    const auto made = std::ranges::lower_bound(batch.events, before.id, {},
                                               &table::SubscriptionEvent::id);
    if (made != batch.events.end() && made->id == before.id) {
        *made = after;
    } else {
        batch.event_edits.push_back({{before}, {after}, 0});
    }
}

// The first order tells the day of a start that was estimated.
void tell_start(const table::Order& order, table::Subscription& subscription,
                std::vector<table::SubscriptionEvent>& events, Batch& batch) {
    for (auto& event : events) {
        if (event.kind != "started" || event.detail != kEstimated) continue;
        auto after = event;
        after.happened_on = order.ordered_on;
        after.known_on = order.ordered_on;
        after.detail.clear();
        edit_event(event, after, batch);
        event = after;
        subscription.started_on = order.ordered_on;
        return;
    }
}

}  // namespace

void Deliveries::tell(const table::Order& order, const Amount& amount,
                      table::Subscription& subscription,
                      std::vector<table::SubscriptionEvent>& events, IdSource& ids, Batch& batch) {
    if (order.status != "shipped") return;
    learn_price(order, amount, subscription);
    if (order.delivery_number < 1) return;
    deliver(order, subscription, events, ids, batch);
    if (order.delivery_number == 1) tell_start(order, subscription, events, batch);
}

// A subscription whose price no file told costs what its latest order says.
void Deliveries::learn_price(const table::Order& order, const Amount& amount,
                             table::Subscription& subscription) {
    const auto known = priced_.find(subscription.id);
    if (known == priced_.end() ? subscription.price != Money{} : order.ordered_at < known->second) {
        return;
    }
    const auto paid = amount();
    if (paid.minor <= 0) return;
    priced_[subscription.id] = order.ordered_at;
    subscription.price = paid;
}

// A delivery of this number that no order told yet is this order's, on its day.
void Deliveries::deliver(const table::Order& order, const table::Subscription& subscription,
                         std::vector<table::SubscriptionEvent>& events, IdSource& ids,
                         Batch& batch) {
    const auto number = order.delivery_number;
    const auto day = order.shipped_on.value_or(order.ordered_on);
    const auto known = std::ranges::find_if(
        events.rbegin(), events.rend(), [&](const table::SubscriptionEvent& event) {
            return event.kind == "delivered" && event.delivery_number == number;
        });
    if (known == events.rend()) {
        if (!delivered_.emplace(subscription.id, number).second) return;
        batch.events.push_back({.id = ids.next("subscription_event"),
                                .subscription_id = subscription.id,
                                .customer_id = subscription.customer_id,
                                .kind = "delivered",
                                .happened_on = day,
                                .known_on = day,
                                .delivery_number = number,
                                .product_id = subscription.product_id,
                                .order_id = order.id});
        return;
    }
    const bool own = known->order_id == order.id;
    if (!own && (known->order_id || known->contact_id)) return;
    auto after = *known;
    after.happened_on = day;
    after.known_on = day;
    after.order_id = order.id;
    if (after.detail == kEstimated) after.detail.clear();
    if (to_json(after) == to_json(*known)) return;
    edit_event(*known, after, batch);
    *known = after;
}

TextMap<std::vector<OrderImage>> awaiting_orders(store::Reader& reader, std::string_view keys) {
    TextMap<std::vector<OrderImage>> found;
    const auto awaiting = reader.all<AwaitedSubscription>(sql::awaiting_orders, {{"list", keys}});
    if (awaiting.empty()) return found;
    KeyList ids;
    for (const auto& one : awaiting) ids.add(one.order_id);
    std::unordered_map<std::int64_t, OrderImage> images;
    for (auto& row : reader.all<table::Order>(sql::orders_by_id, {{"list", ids.text()}})) {
        images[row.id].order = std::move(row);
    }
    for (auto& line : reader.all<table::OrderLine>(sql::lines_of, {{"list", ids.text()}})) {
        images[line.order_id].lines.push_back(line);
    }
    for (const auto& one : awaiting) {
        found[one.subscription_key].push_back(std::move(images[one.order_id]));
    }
    return found;
}

}  // namespace tsunagi::intake

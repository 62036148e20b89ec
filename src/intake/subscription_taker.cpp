#include "intake/subscription_taker.h"

#include "base/text.h"
#include "intake/key_list.h"
#include "intake/rows.sql.h"

#include <algorithm>

namespace tsunagi::intake {

namespace {

using enum FieldId;

constexpr std::int64_t kMostDeliveries = 1200;
constexpr std::size_t kMostKey = 200;  // bytes

Day cycles_after(const table::Subscription& row, Day from, std::int64_t cycles) {
    const auto count = static_cast<std::int32_t>(row.cycle_length * cycles);
    return row.cycle_unit == "month" ? add_months(from, count) : from + count;
}

}  // namespace

void SubscriptionTaker::pass_over(RowReader& row) {
    people_.pass_over(row);
    keys_.try_emplace(std::string(row.text(SubscriptionKey)));
    const auto product = row.text(SubscriptionProductKey);
    goods_.pass_over(
        shortened(product.empty() ? row.text(SubscriptionProductName) : product, kMostKey));
}

void SubscriptionTaker::take(RowReader& row, Batch&) {
    Draft draft{};
    auto& subscription = draft.row;
    snapshot_ = row.snapshot();
    draft.line = row.line();
    auto key = row.words(SubscriptionKey, 100);
    if (key.empty()) return row.reject(SubscriptionKey, "", Fault::Missing);
    if (keys_.contains(key)) return row.reject(SubscriptionKey, key, Fault::DuplicateKey);
    subscription.external_key = key;
    subscription.status = row.code(SubscriptionStatus, parse_subscription_status);
    const auto quantity = row.whole(SubscriptionQuantity);
    subscription.quantity = quantity.value_or(1);
    draft.quantity_is_told = quantity.has_value();
    subscription.price = line_amount(1, UnitPrice{row.decimal(SubscriptionPrice, 4).value_or(0)},
                                     setup_.currency);
    draft.price_is_told = subscription.price != Money{};
    subscription.medium = row.words(SubscriptionMedium, 100);
    subscription.delivery_number = row.whole(SubscriptionDeliveryNumber).value_or(0);
    if (subscription.delivery_number < 0 || subscription.delivery_number > kMostDeliveries) {
        row.reject(SubscriptionDeliveryNumber, row.text(SubscriptionDeliveryNumber),
                   Fault::NumberTooLarge);
    }
    read_cycle(row, draft);
    read_days(row, draft);
    if (row.rejected() || !read_product(row, draft)) return;
    bool first = false;
    draft.person = people_.take(row, first);
    if (row.rejected()) return;
    if (draft.person == nullptr) return row.reject(CustomerKey, "", Fault::NoCustomer);
    keys_.emplace(std::move(key), true);
    drafts_.push_back(std::move(draft));
}

bool SubscriptionTaker::read_product(RowReader& row, Draft& draft) {
    auto key = row.text(SubscriptionProductKey);
    if (key.empty()) key = row.text(SubscriptionProductName);
    if (key.empty()) {
        row.reject(SubscriptionProductKey, "", Fault::NoProduct);
        return false;
    }
    const auto exponent = setup_.currency.exponent;
    auto price = draft.row.price.minor * 10'000;
    for (int i = 0; i < exponent; ++i) price /= 10;
    draft.product = goods_.take({.key = shortened(key, kMostKey),
                                 .name = row.text(SubscriptionProductName),
                                 .category = {},
                                 .price = {price},
                                 .is_subscription = true,
                                 .line = draft.line});
    return true;
}

void SubscriptionTaker::read_cycle(RowReader& row, Draft& draft) {
    auto& subscription = draft.row;
    if (const auto cycle = parse_cycle(row.text(SubscriptionCycle))) {
        draft.cycle_is_told = true;
        subscription.cycle_unit = cycle->unit;
        subscription.cycle_length = cycle->length;
    }
    const auto months = row.whole(SubscriptionCycleMonths).value_or(0);
    const auto days = row.whole(SubscriptionCycleDays).value_or(0);
    if (months < 1 && days < 1) return;
    draft.cycle_is_told = true;
    subscription.cycle_unit = months > 0 ? "month" : "day";
    subscription.cycle_length = months > 0 ? months : days;
    if (subscription.cycle_length > 365) {
        row.reject(months > 0 ? SubscriptionCycleMonths : SubscriptionCycleDays, "",
                   Fault::NumberTooLarge);
    }
}

// Days that the file does not tell follow from those it tells.
void SubscriptionTaker::read_days(RowReader& row, Draft& draft) {
    auto& subscription = draft.row;
    const auto started = row.day(SubscriptionStartedOn);
    subscription.next_shipment_on = row.day(SubscriptionNextShipmentOn);
    const auto cancelled = row.day(SubscriptionCancelledOn);
    const auto requested = row.day(SubscriptionCancelRequestedOn);
    if (cancelled && !row.maps(SubscriptionStatus)) subscription.status = "cancelled";
    if (row.rejected()) return;
    if (subscription.status == "cancelled") {
        subscription.cancel_effective_on = cancelled.value_or(requested.value_or(snapshot_));
        subscription.cancel_requested_on = requested.value_or(*subscription.cancel_effective_on);
        draft.detail = row.words(SubscriptionCancelReason, 1000);
        subscription.cancel_reason = reason_of(draft.detail);
    }
    draft.start_is_told = started.has_value();
    draft.end_is_told = cancelled || requested;
    draft.next_is_told = subscription.next_shipment_on.has_value();
    const auto anchor = subscription.cancel_effective_on.value_or(
        subscription.next_shipment_on.value_or(snapshot_));
    const auto number = subscription.delivery_number;
    subscription.started_on = started.value_or(cycles_after(subscription, anchor, -number));
    if (subscription.status == "cancelled") {
        subscription.next_shipment_on.reset();
    } else if (!subscription.next_shipment_on && subscription.status == "active") {
        auto next = cycles_after(subscription, subscription.started_on, number);
        if (next <= snapshot_) next = cycles_after(subscription, snapshot_, 1);
        subscription.next_shipment_on = next;
    }
}

void SubscriptionTaker::resolve(store::Reader& reader, IdSource& ids, Batch& batch) {
    people_.resolve(reader, ids, batch);
    goods_.resolve(reader, ids, batch);
    if (drafts_.empty()) return;
    KeyList keys;
    for (const Draft& draft : drafts_) keys.add(*draft.row.external_key);
    TextMap<table::Subscription> there;
    for (auto& row :
         reader.all<table::Subscription>(sql::subscriptions_by_key, {{"list", keys.text()}})) {
        there.emplace(*row.external_key, row);
    }
    KeyList known_ids;
    for (const auto& [key, row] : there) known_ids.add(row.id);
    if (!known_ids.empty()) events_ = events_of(reader, known_ids.text());
    awaiting_ = awaiting_orders(reader, keys.text());
    for (Draft& draft : drafts_) {
        draft.row.customer_id = draft.person->id;
        draft.row.product_id = draft.product->id;
        const auto known = there.find(*draft.row.external_key);
        if (known == there.end()) {
            create(draft, ids, batch);
        } else {
            compare(draft, known->second, ids, batch);
        }
    }
    drafts_.clear();
    events_.clear();
}

void SubscriptionTaker::create(Draft& draft, IdSource& ids, Batch& batch) {
    auto& row = draft.row;
    row.id = ids.next("subscription");
    row.created_at = setup_.now;
    row.updated_at = setup_.now;
    const auto first_event = batch.events.size();
    add_event(row, "started", row.started_on, 0, ids, batch);
    if (!draft.start_is_told) batch.events.back().detail = kEstimated;
    add_deliveries(row, ids, batch);
    add_end(draft, row, ids, batch);
    adopt_orders(draft, row, first_event, ids, batch);
    if (row.price == Money{}) row.price = price_of_product(draft);
    batch.subscriptions.push_back(row);
    ++batch.counts.of("subscription").created;
}

// A file without prices: what the product costs.
Money SubscriptionTaker::price_of_product(const Draft& draft) {
    return {draft.product->price.minor * draft.row.quantity};
}

// What the orders that awaited the subscription tell of it. Its events are those that are there and
// those of the batch from `first_event` on.
void SubscriptionTaker::adopt_orders(const Draft& draft, table::Subscription& row,
                                     std::size_t first_event, IdSource& ids, Batch& batch) {
    const auto found = awaiting_.find(*row.external_key);
    if (found == awaiting_.end()) return;
    auto events = events_[row.id];
    events.insert(events.end(), batch.events.begin() + static_cast<std::ptrdiff_t>(first_event),
                  batch.events.end());
    for (auto& image : found->second) {
        auto after = image;
        after.order.subscription_id = row.id;
        const auto paid = [&] {
            Money amount;
            for (const auto& line : image.lines) {
                if (line.product_id == row.product_id) amount += line.amount;
            }
            return amount;
        };
        deliveries_.tell(after.order, paid, row, events, ids, batch);
        batch.order_edits.push_back({std::move(image), std::move(after), draft.line});
        ++batch.counts.of("order").updated;
    }
}

// What the file does not tell stays as it is stored.
table::Subscription SubscriptionTaker::merged(const Draft& draft,
                                              const table::Subscription& before) const {
    auto after = before;
    const auto& said = draft.row;
    after.customer_id = said.customer_id;
    after.product_id = said.product_id;
    after.status = said.status;
    if (draft.cycle_is_told) {
        after.cycle_unit = said.cycle_unit;
        after.cycle_length = said.cycle_length;
    }
    if (draft.quantity_is_told) after.quantity = said.quantity;
    if (draft.price_is_told) after.price = said.price;
    if (!said.medium.empty()) after.medium = said.medium;
    if (draft.start_is_told) after.started_on = said.started_on;
    if (said.delivery_number > before.delivery_number) after.delivery_number = said.delivery_number;
    if (draft.next_is_told || said.status != before.status) {
        after.next_shipment_on = said.next_shipment_on;
    }
    if (draft.end_is_told || said.status != before.status) {
        after.cancel_requested_on = said.cancel_requested_on;
        after.cancel_effective_on = said.cancel_effective_on;
    }
    after.cancel_reason = said.cancel_reason;
    return after;
}

void SubscriptionTaker::compare(Draft& draft, const table::Subscription& before, IdSource& ids,
                                Batch& batch) {
    auto after = merged(draft, before);
    const auto first_event = batch.events.size();
    const auto events = first_event + batch.event_edits.size();
    add_missing(draft, after, ids, batch);
    tell_start(draft, after, batch);
    if (after.product_id != before.product_id) {
        add_event(after, "changed", snapshot_, after.delivery_number, ids, batch);
    }
    if (after.status != before.status) {
        if (after.status == "active") {
            add_event(after, "resumed", snapshot_, after.delivery_number, ids, batch);
        }
        add_end(draft, after, ids, batch);
    } else if (after.status == "cancelled" && !has_event(after.id, "cancelled", 0)) {
        add_end(draft, after, ids, batch);
    }
    adopt_orders(draft, after, first_event, ids, batch);
    if (after.price == Money{}) after.price = price_of_product(draft);
    const bool changed = to_json(after) != to_json(before);
    if (!changed && events == batch.events.size() + batch.event_edits.size()) {
        ++batch.counts.of("subscription").unchanged;
        return;
    }
    ++batch.counts.of("subscription").updated;
    if (!changed) return;
    after.updated_at = setup_.now;
    batch.subscription_edits.push_back({{before}, {after}, draft.line});
}

bool SubscriptionTaker::has_event(std::int64_t subscription, std::string_view kind,
                                  std::int64_t number) const {
    const auto known = events_.find(subscription);
    if (known == events_.end()) return false;
    return std::ranges::any_of(known->second, [&](const table::SubscriptionEvent& event) {
        return event.kind == kind && (number == 0 || event.delivery_number == number);
    });
}

// New deliveries, and what an undo of another import took away.
void SubscriptionTaker::add_missing(const Draft& draft, const table::Subscription& row,
                                    IdSource& ids, Batch& batch) {
    if (!has_event(row.id, "started", 0)) {
        add_event(row, "started", row.started_on, 0, ids, batch);
        if (!draft.start_is_told) batch.events.back().detail = kEstimated;
    }
    for (std::int64_t number = 1; number <= row.delivery_number; ++number) {
        if (has_event(row.id, "delivered", number)) continue;
        add_event(row, "delivered", delivery_day(row, number), number, ids, batch);
        batch.events.back().detail = kEstimated;
    }
}

// A start that was estimated gets its day, and so do the deliveries that were counted from it.
void SubscriptionTaker::tell_start(const Draft& draft, const table::Subscription& row,
                                   Batch& batch) {
    const auto known = events_.find(row.id);
    if (!draft.start_is_told || known == events_.end()) return;
    const auto is_estimated_start = [](const table::SubscriptionEvent& event) {
        return event.kind == "started" && event.detail == kEstimated;
    };
    if (std::ranges::none_of(known->second, is_estimated_start)) return;
    for (auto& before : known->second) {
        if (before.detail != kEstimated) continue;
        auto after = before;
        if (is_estimated_start(before)) {
            after.happened_on = row.started_on;
            after.detail.clear();
        } else if (before.kind == "delivered" && !before.order_id) {
            after.happened_on = delivery_day(row, before.delivery_number);
        }
        after.known_on = after.happened_on;
        if (to_json(after) == to_json(before)) continue;
        batch.event_edits.push_back({{before}, {after}, 0});
        before = after;
    }
}

void SubscriptionTaker::add_event(const table::Subscription& row, std::string_view kind, Day on,
                                  std::int64_t number, IdSource& ids, Batch& batch) {
    batch.events.push_back({.id = ids.next("subscription_event"),
                            .subscription_id = row.id,
                            .customer_id = row.customer_id,
                            .kind = std::string(kind),
                            .happened_on = on,
                            .known_on = on,
                            .delivery_number = number,
                            .product_id = row.product_id});
}

// A delivery lies between the start and the end (or the day of the snapshot), whatever the cycle.
Day SubscriptionTaker::delivery_day(const table::Subscription& row, std::int64_t number) const {
    const auto last = std::max(row.cancel_effective_on.value_or(snapshot_), row.started_on);
    return std::min(cycles_after(row, row.started_on, number - 1), last);
}

void SubscriptionTaker::add_deliveries(const table::Subscription& row, IdSource& ids,
                                       Batch& batch) {
    for (std::int64_t number = 1; number <= row.delivery_number; ++number) {
        add_event(row, "delivered", delivery_day(row, number), number, ids, batch);
        batch.events.back().detail = kEstimated;
    }
}

void SubscriptionTaker::add_end(const Draft& draft, const table::Subscription& row, IdSource& ids,
                                Batch& batch) {
    if (row.status == "active") return;
    const auto on = row.cancel_effective_on.value_or(snapshot_);
    add_event(row, row.status, on, row.delivery_number, ids, batch);
    if (row.status != "cancelled") return;
    auto& event = batch.events.back();
    event.requested_on = row.cancel_requested_on;
    event.known_on = std::min(on, row.cancel_requested_on.value_or(on));
    event.reason_code = row.cancel_reason;
    event.detail = draft.detail;
}

}  // namespace tsunagi::intake

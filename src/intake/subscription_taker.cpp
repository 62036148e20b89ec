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
    auto key = row.words(SubscriptionKey, 100);
    if (key.empty()) return row.reject(SubscriptionKey, "", Fault::Missing);
    if (keys_.contains(key)) return row.reject(SubscriptionKey, key, Fault::DuplicateKey);
    subscription.external_key = key;
    subscription.status = row.code(SubscriptionStatus, parse_subscription_status);
    subscription.quantity = row.whole(SubscriptionQuantity).value_or(1);
    subscription.price = line_amount(1, UnitPrice{row.decimal(SubscriptionPrice, 4).value_or(0)},
                                     setup_.currency);
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
                                 .is_subscription = true});
    return true;
}

void SubscriptionTaker::read_cycle(RowReader& row, Draft& draft) {
    auto& subscription = draft.row;
    if (const auto cycle = parse_cycle(row.text(SubscriptionCycle))) {
        subscription.cycle_unit = cycle->unit;
        subscription.cycle_length = cycle->length;
    }
    const auto months = row.whole(SubscriptionCycleMonths).value_or(0);
    const auto days = row.whole(SubscriptionCycleDays).value_or(0);
    if (months < 1 && days < 1) return;
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
}

void SubscriptionTaker::create(Draft& draft, IdSource& ids, Batch& batch) {
    auto& row = draft.row;
    row.id = ids.next("subscription");
    row.created_at = setup_.now;
    row.updated_at = setup_.now;
    add_event(row, "started", row.started_on, 0, ids, batch);
    add_deliveries(row, 1, ids, batch);
    add_end(draft, row, ids, batch);
    batch.subscriptions.push_back(row);
    ++batch.counts.of("subscription").created;
}

void SubscriptionTaker::compare(Draft& draft, const table::Subscription& before, IdSource& ids,
                                Batch& batch) {
    auto after = before;
    const auto& said = draft.row;
    after.customer_id = said.customer_id;
    after.product_id = said.product_id;
    after.status = said.status;
    after.cycle_unit = said.cycle_unit;
    after.cycle_length = said.cycle_length;
    after.quantity = said.quantity;
    after.price = said.price;
    if (!said.medium.empty()) after.medium = said.medium;
    if (draft.start_is_told) after.started_on = said.started_on;
    if (said.delivery_number > before.delivery_number) after.delivery_number = said.delivery_number;
    if (draft.next_is_told || said.status != before.status) {
        after.next_shipment_on = said.next_shipment_on;
    }
    after.cancel_requested_on = said.cancel_requested_on;
    after.cancel_effective_on = said.cancel_effective_on;
    after.cancel_reason = said.cancel_reason;
    if (to_json(after) == to_json(before)) {
        ++batch.counts.of("subscription").unchanged;
        return;
    }
    after.updated_at = setup_.now;
    add_deliveries(after, before.delivery_number + 1, ids, batch);
    if (after.product_id != before.product_id) {
        add_event(after, "changed", snapshot_, after.delivery_number, ids, batch);
    }
    if (after.status != before.status) {
        if (after.status == "active") {
            add_event(after, "resumed", snapshot_, after.delivery_number, ids, batch);
        }
        add_end(draft, after, ids, batch);
    }
    batch.subscription_edits.push_back({{before}, {after}});
    ++batch.counts.of("subscription").updated;
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
void SubscriptionTaker::add_deliveries(const table::Subscription& row, std::int64_t from,
                                       IdSource& ids, Batch& batch) {
    const auto last = std::max(row.cancel_effective_on.value_or(snapshot_), row.started_on);
    for (auto number = from; number <= row.delivery_number; ++number) {
        const auto day = std::min(cycles_after(row, row.started_on, number - 1), last);
        add_event(row, "delivered", day, number, ids, batch);
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

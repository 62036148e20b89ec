#include "record/subscriptions.h"

#include "base/json.h"
#include "record/changes.h"
#include "record/pick_lists.h"
#include "record/scope.h"
#include "record/subscriptions.sql.h"
#include "record/versions.h"

namespace tsunagi::record {

namespace {

void read_events(store::Reader& reader, Subscription& subscription) {
    subscription.events = reader.all<SubscriptionEvent>(sql::list_events,
                                                        {{"subscription_id", subscription.id}});
}

void set_cutoff(store::Reader& reader, Subscription& subscription, const Settings& settings) {
    subscription.cutoff_on.reset();
    if (!subscription.next_shipment_on) return;
    const auto lead = reader.integer(sql::find_lead_business_days,
                                     {{"product_id", subscription.product_id}},
                                     settings.lead_business_days);
    subscription.cutoff_on = cutoff_of(*subscription.next_shipment_on, int(lead),
                                       calendar_of(settings));
}

Subscription stored_subscription(store::Reader& reader, Id<Subscription> id,
                                 const Settings& settings) {
    auto found = reader.one<Subscription>(sql::find_subscription, {{"id", id}});
    if (!found) {
        throw Error(Code::NotFound, "subscription " + std::to_string(id.value) + " was not found");
    }
    read_events(reader, *found);
    set_cutoff(reader, *found, settings);
    return *found;
}

Subscription seen_subscription(store::Reader& reader, const Viewer& viewer, Id<Subscription> id,
                               const Settings& settings) {
    auto found = stored_subscription(reader, id, settings);
    require_customer(reader, viewer, Entity::Subscription, "subscription", id.value,
                     found.customer_id);
    mask(viewer, found);
    return found;
}

void insert_events(store::Tx& tx, const Subscription& subscription,
                   std::span<SubscriptionEvent> events, Day known_on) {
    for (SubscriptionEvent& event : events) {
        event.id = tx.next_id<SubscriptionEvent>("subscription_event");
        tx.run(sql::insert_event, store::args_of(event, {{"subscription_id", subscription.id},
                                                         {"customer_id", subscription.customer_id},
                                                         {"known_on", known_on}}));
    }
}

void require_reason(store::Reader& reader, const SubscriptionAction& action) {
    if (action.reason_code.value_or("").empty()) return;
    for (const Reason& reason : read_reasons(reader)) {
        if (reason.code == *action.reason_code) return;
    }
    throw invalid("/reason_code", "unknown_reason", "there is no reason " + *action.reason_code);
}

// Without the events: they have rows of their own, so a change of the row does not repeat them.
Subscription row_of(Subscription subscription) {
    subscription.events.clear();
    subscription.cutoff_on.reset();
    return subscription;
}

// Analyses of earlier months read what the subscription cost then.
void tell_price(Money before, Money after, std::vector<SubscriptionEvent>& events) {
    if (before == after) return;
    for (SubscriptionEvent& event : events) {
        if (event.kind != EventKind::Changed) continue;
        event.detail += "; price " + std::to_string(before.minor) + " -> " +
                        std::to_string(after.minor);
    }
}

void check(const SubscriptionDraft& draft) {
    std::vector<FieldError> errors;
    if (draft.cycle_length < 1) {
        errors.push_back({"/cycle_length", "too_small", "a cycle is at least 1", {{"min", "1"}}});
    }
    if (draft.quantity < 1) {
        errors.push_back({"/quantity", "too_small", "a quantity is at least 1", {{"min", "1"}}});
    }
    if (draft.price && draft.price->minor < 0) {
        errors.push_back({"/price", "too_small", "a price is not negative", {{"min", "0"}}});
    }
    refuse(std::move(errors), "the subscription is not valid");
}

}  // namespace

Subscription find_subscription(store::Reader& reader, const Viewer& viewer, Id<Subscription> id) {
    return seen_subscription(reader, viewer, id, read_settings(reader));
}

std::vector<Subscription> subscriptions_of(store::Reader& reader, const Viewer& viewer,
                                           Id<Customer> customer) {
    require_customer(reader, viewer, Entity::Subscription, "customer", customer.value, customer);
    const auto settings = read_settings(reader);
    auto found = reader.all<Subscription>(sql::list_subscriptions_of, {{"customer_id", customer}});
    for (Subscription& subscription : found) {
        read_events(reader, subscription);
        set_cutoff(reader, subscription, settings);
        mask(viewer, subscription);
    }
    return found;
}

Subscription start_subscription(store::Tx& tx, const Viewer& viewer,
                                const SubscriptionDraft& draft) {
    check(draft);
    find_customer(tx, viewer, draft.customer_id);
    const auto product = find_product(tx, viewer, draft.product_id);
    const auto settings = read_settings(tx);
    const Day today = day_of(settings, tx.now());
    Subscription subscription;
    subscription.id = tx.next_id<Subscription>("subscription");
    subscription.version = 1;
    subscription.external_key = draft.external_key;
    subscription.customer_id = draft.customer_id;
    subscription.product_id = product.id;
    subscription.product_name = product.name;
    subscription.cycle_unit = draft.cycle_unit;
    subscription.cycle_length = draft.cycle_length;
    subscription.quantity = draft.quantity;
    subscription.price = draft.price.value_or(Money{product.price.minor * draft.quantity});
    subscription.medium = draft.medium.value_or("");
    subscription.started_on = draft.started_on.value_or(today);
    subscription.next_shipment_on = draft.next_shipment_on.value_or(
        next_shipment(subscription, subscription.started_on));
    tx.run(sql::insert_subscription, store::args_of(subscription, {{"at", tx.now()}}));
    SubscriptionEvent started{.id = {},
                              .kind = EventKind::Started,
                              .happened_on = subscription.started_on,
                              .requested_on = std::nullopt,
                              .delivery_number = 0,
                              .product_id = product.id,
                              .reason_code = "",
                              .detail = "",
                              .order_id = std::nullopt,
                              .contact_id = std::nullopt};
    insert_events(tx, subscription, std::span(&started, 1), today);
    const auto json = to_json(row_of(subscription));
    tx.changed({.entity = "subscription",
                .id = subscription.id.value,
                .customer_id = subscription.customer_id.value,
                .after = json});
    subscription.events = {started};
    set_cutoff(tx, subscription, settings);
    return subscription;
}

Subscription act(store::Tx& tx, const Viewer& viewer, Id<Subscription> id, std::int64_t version,
                 const SubscriptionAction& action, std::optional<Id<Contact>> contact) {
    const auto settings = read_settings(tx);
    const Day today = day_of(settings, tx.now());
    check_version("subscription " + std::to_string(id.value),
                  seen_subscription(tx, viewer, id, settings), version);
    const Subscription before = stored_subscription(tx, id, settings);
    require_reason(tx, action);
    if (!action.note.value_or("").empty() && !viewer.edits(FieldGroup::Note)) {
        throw invalid("/note", "not_allowed", "this is not yours to change");
    }
    auto [after, events, withdrawn] = apply(before, action, today);
    if (after.product_id != before.product_id) {
        const auto product = find_product(tx, viewer, after.product_id);
        after.product_name = product.name;
        after.price = {product.price.minor * after.quantity};
        tell_price(before.price, after.price, events);
    }
    const auto changed = difference(row_of(before), row_of(after));
    after.version = before.version + 1;
    tx.run(sql::update_subscription, store::args_of(after, {{"at", tx.now()}}));
    if (withdrawn) {
        tx.run(sql::retell_event, {{"id", withdrawn->id},
                                   {"kind", withdrawn->kind},
                                   {"happened_on", withdrawn->happened_on},
                                   {"detail", withdrawn->detail},
                                   {"contact_id", contact ? contact : withdrawn->contact_id}});
    }
    for (SubscriptionEvent& event : events) event.contact_id = contact;
    insert_events(tx, after, events, today);
    tx.changed({.entity = "subscription",
                .id = id.value,
                .customer_id = after.customer_id.value,
                .kind = store::Change::Kind::Updated,
                .version = after.version,
                .before = changed.before,
                .after = changed.after});
    return seen_subscription(tx, viewer, id, settings);
}

}  // namespace tsunagi::record

// The timeline is everything that ever happened with one customer, the newest first: contacts,
// orders, events of subscriptions, changes of attributes.
#pragma once

#include "record/contacts.h"

#include <string>
#include <vector>

namespace tsunagi::record {

BOOST_DEFINE_ENUM_CLASS(TimelineKind, Contact, Order, Subscription, Attribute, Change)

struct TimelineEntry {
    Instant at;  // of what has only a day: the day's beginning in the shop's zone
    Day on;
    TimelineKind kind = TimelineKind::Contact;
    std::int64_t id = 0;  // of the thing in its own table
    std::string title;    // in the viewer's language
    std::string detail;
    std::optional<Money> amount;
    std::optional<Contact> contact;
    std::optional<Order> order;
    std::optional<SubscriptionEvent> event;
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (),
                      (at, on, kind, id, title, detail, amount, contact, order, event))

// `kinds` empty: all of them.
Page<TimelineEntry> timeline_of(store::Reader&, const Viewer&, Id<Customer>,
                                std::span<const TimelineKind> kinds, const PageRequest&);

}  // namespace tsunagi::record

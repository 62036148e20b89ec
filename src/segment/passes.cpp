// How each field is read off a journey.
#include "segment/fields.h"
#include "segment/test.h"

#include <algorithm>
#include <optional>

namespace tsunagi::segment {

namespace {

using journey::Event;
using journey::EventKind;
using journey::Journey;
using journey::Line;
using journey::OrderLane;
using journey::Range;
using journey::Touch;
using journey::TouchLane;
using record::CustomerStatus;
using Number = std::optional<std::int64_t>;

bool counts(const Line& line) { return (line.flags & OrderLane::kVoid) == 0; }

Range<OrderLane> lines_in(const Test& test, const Journey& journey) {
    return journey.lines().between(test.from, test.to);
}

std::int64_t order_count(const Test& test, const Journey& journey) {
    std::int64_t orders = 0;
    if (test.product.all()) {
        for (const Line line : lines_in(test, journey)) orders += line.head;
        return orders;
    }
    bool counted = false;
    for (const Line line : lines_in(test, journey)) {
        if ((line.flags & OrderLane::kFirst) != 0) counted = false;
        if (counted || !counts(line) || !test.product.has(line.product)) continue;
        counted = true;
        ++orders;
    }
    return orders;
}

std::int64_t order_sales(const Test& test, const Journey& journey) {
    std::int64_t sales = 0;
    const auto lines = lines_in(test, journey);
    if (!test.product.all()) {
        for (std::uint32_t i = 0; i < lines.size(); ++i) {
            const Line line = lines[i];
            if (test.product.has(line.product)) sales += line.amount;
        }
        return sales;
    }
    const OrderLane& lane = lines.lane();
    for (auto row = lines.first(); row < lines.last(); ++row) sales += lane.amount[row];
    if (!lane.wide_row.empty()) sales += lane.wide_between(lines.first(), lines.last());
    return sales;
}

// Different products of the lines that count and are asked for.
std::size_t products_met(const Test& test, const Journey& journey, Scratch& scratch) {
    std::size_t found = 0;
    const auto turn = ++scratch.turn;
    for (const Line line : lines_in(test, journey)) {
        if (!counts(line) || !test.product.has(line.product)) continue;
        auto& met = scratch.met[static_cast<std::size_t>(line.product)];
        found += met != turn;
        met = turn;
    }
    return found;
}

bool bought_any(const Test& test, const Journey& journey) {
    for (const Line line : lines_in(test, journey)) {
        if (test.product.has(line.product) && counts(line)) return true;
    }
    return false;
}

bool began_with(const Test& test, const Journey& journey) {
    for (const Line line : journey.lines()) {
        if (line.head) return test.product.has(line.product);
    }
    return false;
}

Number order_days(const Test& test, const Journey& journey) {
    Number day;
    for (const Line line : lines_in(test, journey)) {
        if (!counts(line) || !test.product.has(line.product)) continue;
        day = line.day;
        if (test.field == Field::FirstOrderDays) break;
    }
    if (day) day = journey.as_of() - *day;
    return day;
}

// A subscription as it stands on the as-of day.
struct Held {
    CustomerStatus status = CustomerStatus::Active;
    int product = 0;
    int delivery = 0;
    int started_on = 0;
};

// What a skip, a change or a withdrawn cancellation says leaves the status as it is.
std::optional<CustomerStatus> status_after(EventKind kind) {
    switch (kind) {
        case EventKind::Started:
        case EventKind::Delivered:
        case EventKind::Resumed: return CustomerStatus::Active;
        case EventKind::Paused: return CustomerStatus::Paused;
        case EventKind::Cancelled: return CustomerStatus::Cancelled;
        default: return {};
    }
}

void follow(Held& held, const Event& event) {
    held.product = event.product;
    held.delivery = event.delivery;
    const auto status = status_after(event.kind);
    if (!status) return;
    const bool anew = held.status == CustomerStatus::Cancelled && status != held.status;
    if (anew) held.started_on = event.day;
    held.status = *status;
}

// Calls each(Held) for every subscription of an asked product and status.
template <class Each>
void each_held(const Test& test, const Journey& journey, bool of_status, Each each) {
    Held held;
    bool any = false;
    const auto tell = [&] {
        if (!any || !test.product.has(held.product)) return;
        if (of_status && !test.status.has(int(held.status))) return;
        each(static_cast<const Held&>(held));
    };
    for (const Event event : journey.events()) {
        if (event.first) {
            tell();
            held = {.started_on = event.day};
            any = true;
        }
        follow(held, event);
    }
    tell();
}

CustomerStatus best_status(const Test& test, const Journey& journey) {
    CustomerStatus best = CustomerStatus::None;
    each_held(test, journey, false, [&](const Held& held) { best = std::min(best, held.status); });
    return best;
}

std::size_t products_held(const Test& test, const Journey& journey, Scratch& scratch) {
    std::size_t found = 0;
    const auto turn = ++scratch.turn;
    each_held(test, journey, false, [&](const Held& held) {
        if (held.status > CustomerStatus::Paused) return;
        auto& met = scratch.met[static_cast<std::size_t>(held.product)];
        found += met != turn;
        met = turn;
    });
    return found;
}

Number delivery_number(const Test& test, const Journey& journey) {
    Number most;
    each_held(test, journey, true, [&](const Held& held) {
        most = std::max<std::int64_t>(most.value_or(0), held.delivery);
    });
    return most;
}

Number started_days(const Test& test, const Journey& journey) {
    Number last;
    each_held(test, journey, true, [&](const Held& held) {
        last = std::max<std::int64_t>(last.value_or(0), held.started_on);
    });
    if (last) last = journey.as_of() - *last;
    return last;
}

bool wanted(const Test& test, const Event& event, EventKind kind) {
    return event.kind == kind && test.from <= event.day && event.day <= test.to &&
           test.product.has(event.product) && test.reason.has(event.reason);
}

std::int64_t event_count(const Test& test, const Journey& journey, EventKind kind) {
    std::int64_t events = 0;
    for (const Event event : journey.events()) events += wanted(test, event, kind);
    return events;
}

Number cancelled_days(const Test& test, const Journey& journey) {
    Number last;
    for (const Event event : journey.events()) {
        if (wanted(test, event, EventKind::Cancelled)) {
            last = std::max<std::int64_t>(last.value_or(0), event.day);
        }
    }
    if (last) last = journey.as_of() - *last;
    return last;
}

bool wanted(const Test& test, const Touch& touch) {
    return test.touch[touch.flags & (test.touch.size() - 1)] != 0 &&
           test.purpose.has(touch.purpose) && test.reason.has(touch.reason) &&
           test.channel.has(touch.channel) && test.result.has(touch.result) &&
           test.product.has(touch.product) && test.offer.has(touch.offer);
}

std::int64_t contact_count(const Test& test, const Journey& journey) {
    std::int64_t contacts = 0;
    for (const Touch touch : journey.touches().between(test.from, test.to)) {
        contacts += wanted(test, touch);
    }
    return contacts;
}

Number contact_days(const Test& test, const Journey& journey) {
    Number last;
    for (const Touch touch : journey.touches()) {
        if (wanted(test, touch)) last = journey.as_of() - touch.day;
    }
    return last;
}

Number last_answer(const Test& test, const Journey& journey) {
    Number last;
    for (const Touch touch : journey.touches().between(test.from, test.to)) {
        const auto answer = test.field == Field::LastNps ? touch.answers.nps()
                                                         : touch.answers.csat();
        if (answer && wanted(test, touch)) last = *answer;
    }
    return last;
}

bool promised(const Journey& journey) {
    for (const Touch touch : journey.touches()) {
        if ((touch.flags & TouchLane::kPromised) != 0) return true;
    }
    return false;
}

std::size_t memberships(const Test& test, const Journey& journey) {
    return std::size_t(std::ranges::count_if(test.members, [&](const journey::Bitmap* members) {
        return members != nullptr && members->test(journey.code());
    }));
}

Number number_of(const Test& test, const Journey& journey, Scratch& scratch) {
    switch (test.field) {
        case Field::RegisteredDays: {
            if (journey.registered_on() == 0) return {};
            return journey.as_of() - journey.registered_on();
        }
        case Field::Age: {
            if (journey.birth_year() == 0) return {};
            return test.year - journey.birth_year();
        }
        case Field::OrderCount: return order_count(test, journey);
        case Field::OrderSales: return order_sales(test, journey);
        case Field::OrderProducts: return std::int64_t(products_met(test, journey, scratch));
        case Field::FirstOrderDays:
        case Field::LastOrderDays: return order_days(test, journey);
        case Field::DeliveryNumber: return delivery_number(test, journey);
        case Field::StartedDays: return started_days(test, journey);
        case Field::SkipCount: return event_count(test, journey, EventKind::Skipped);
        case Field::PauseCount: return event_count(test, journey, EventKind::Paused);
        case Field::CancelCount: return event_count(test, journey, EventKind::Cancelled);
        case Field::CancelledDays: return cancelled_days(test, journey);
        case Field::ContactCount: return contact_count(test, journey);
        case Field::LastContactDays: return contact_days(test, journey);
        case Field::LastNps:
        case Field::LastCsat: return last_answer(test, journey);
        default: return {};
    }
}

// Whether any of what is asked is so, or all of it for all_of.
bool has_asked(const Test& test, const Journey& journey, Scratch& scratch) {
    const bool all = test.op == Op::AllOf;
    switch (test.field) {
        case Field::Medium: return test.word.has(journey.medium());
        case Field::Prefecture: return test.word.has(journey.prefecture());
        case Field::Rank: return test.word.has(journey.rank());
        case Field::Sex: return test.word.has(int(journey.sex()));
        case Field::OrderProduct:
            if (!all) return bought_any(test, journey);
            return products_met(test, journey, scratch) == test.wanted;
        case Field::FirstProduct: return began_with(test, journey);
        case Field::SubscriptionStatus: return test.status.has(int(best_status(test, journey)));
        case Field::SubscriptionProduct:
            return products_held(test, journey, scratch) >= (all ? test.wanted : 1);
        case Field::CancelledOn:
        case Field::CancelReason: return event_count(test, journey, EventKind::Cancelled) > 0;
        case Field::ContactPurpose:
        case Field::ContactEmotion:
        case Field::OfferAnswer: return contact_count(test, journey) > 0;
        case Field::OpenPromise: return promised(journey);
        default: return memberships(test, journey) >= (all ? test.members.size() : 1);
    }
}

}  // namespace

bool passes(const Test& test, const Journey& journey, Scratch& scratch) {
    if (test.op == Op::NoneOf || test.op == Op::No) return !has_asked(test, journey, scratch);
    if (test.op == Op::AnyOf || test.op == Op::AllOf || test.op == Op::Yes) {
        return has_asked(test, journey, scratch);
    }
    const Number number = number_of(test, journey, scratch);
    return number && test.low <= *number && *number <= test.high;
}

int cost_of(const Test& test) {
    constexpr int kBits = 0;
    constexpr int kCell = 1;
    switch (rule_of(test.field).topic) {
        case FieldTopic::Others: return kBits;
        case FieldTopic::Customer: return kCell;
        case FieldTopic::Contacts: return kCell + 1;
        case FieldTopic::Subscriptions: return kCell + 2;
        case FieldTopic::Orders: return kCell + 3;
    }
    return kBits;
}

}  // namespace tsunagi::segment

// What became of a customer's subscriptions after a contact: whether one was in force that day, and
// how long until she decided to cancel one.
//
//   in force   a subscription has started and no decision to cancel it was made before the day
//   decided    the day a cancellation was asked for, be it still ahead, or took effect when that is
//              not told; on the contact's own day it counts as after the contact. One that was
//              withdrawn was none
// Only subscriptions of the scope's products, by what they delivered on the contact's day.
#pragma once

#include "insight/decisions.h"

#include <algorithm>
#include <optional>

namespace tsunagi::insight {

struct ContactFate {
    bool in_force = false;
    bool cancelled = false;  // one of those in force, on the contact's day or later
    int waited = 0;          // days to that, else to the as-of day
};

inline int decided_on(int requested_on, int took_effect) {
    return requested_on == 0 ? took_effect : std::min(requested_on, took_effect);
}
inline int decided_on(const journey::Event& cancellation) {
    return decided_on(cancellation.requested_on, cancellation.day);
}

inline ContactFate contact_fate(const journey::Scope& scope, const journey::Journey& journey,
                                int day) {
    using journey::EventKind;
    ContactFate fate{.in_force = false, .cancelled = false, .waited = journey.as_of() - day};
    bool running = false;
    std::optional<int> decided;  // of the subscription that is read, unless it is withdrawn
    const auto close = [&] {
        const bool cancelled = running && decided && *decided >= day;
        if (cancelled) fate.waited = std::min(fate.waited, *decided - day);
        fate.cancelled |= cancelled;
        fate.in_force |= cancelled || (running && !decided);
        if (decided) running = false;
        decided.reset();
    };
    each_decision(scope, journey, [&](const journey::Event& event) {
        if (event.kind == EventKind::Withdrawn && !event.first) decided.reset();
        if (event.first || decided) close();
        if (event.first) running = false;
        if (event.kind == EventKind::Cancelled) {
            decided = decided_on(event);
        } else if (event.day <= day) {
            running = scope.has(event.product);
        }
    });
    close();
    return fate;
}

}  // namespace tsunagi::insight

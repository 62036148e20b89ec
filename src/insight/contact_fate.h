// What became of a customer's subscriptions after a contact: whether one was in force that day, and
// how long until she decided to cancel one.
//
//   in force   a subscription has started and no decision to cancel it was made before the day
//   decided    the day a cancellation was asked for, or took effect when that is not told; on the
//              contact's own day it counts as after the contact. A cancellation that was withdrawn
//              was none.
#pragma once

#include "journey/journey.h"

#include <algorithm>

namespace tsunagi::insight {

struct ContactFate {
    bool in_force = false;
    bool cancelled = false;  // one of those in force, on the contact's day or later
    int waited = 0;          // days to that, else to the as-of day
};

inline int decided_on(const journey::Event& cancellation) {
    return cancellation.requested_on == 0 ? cancellation.day
                                          : std::min(cancellation.requested_on, cancellation.day);
}

inline ContactFate contact_fate(const journey::Range<journey::EventLane>& events, int day,
                                int as_of) {
    using journey::EventKind;
    ContactFate fate{.in_force = false, .cancelled = false, .waited = as_of - day};
    bool running = false;
    const auto size = events.size();
    for (std::uint32_t i = 0; i < size; ++i) {
        const journey::Event event = events[i];
        if (event.first) {
            fate.in_force |= running;
            running = false;
        }
        if (event.kind != EventKind::Cancelled) {
            running |= event.day <= day;
            continue;
        }
        const bool withdrawn = i + 1 < size && !events[i + 1].first &&
                               events[i + 1].kind == EventKind::Withdrawn;
        if (!running || withdrawn) continue;
        running = false;
        const int decided = decided_on(event);
        if (decided < day) continue;
        fate.in_force = fate.cancelled = true;
        fate.waited = std::min(fate.waited, decided - day);
    }
    fate.in_force |= running;
    return fate;
}

}  // namespace tsunagi::insight

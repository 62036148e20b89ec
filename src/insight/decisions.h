// What is known on the as-of day of a customer's subscriptions: what happened by then, and the
// cancellations that take effect later but were asked for by then. A Journey hides the latter.
#pragma once

#include "journey/filter.h"

#include <algorithm>
#include <optional>

namespace tsunagi::insight {

// each(Event), by subscription and day.
template <class Each>
void each_decision(const journey::Scope& scope, const journey::Journey& journey, Each each) {
    const auto [part, index] = scope.view().place(journey.code());
    const journey::EventLane& lane = part->events;
    const int as_of = journey.as_of();
    if (lane.extent.last <= as_of) {
        for (const journey::Event event : journey.events()) each(event);
        return;
    }
    const journey::Late& late = lane.late;
    const journey::Row first = lane.offsets[index];
    const auto* next = std::lower_bound(late.row.begin(), late.row.end(), first);
    std::optional<std::uint32_t> subscription;
    for (journey::Row row = first; row < lane.offsets[index + 1]; ++row) {
        const bool was_late = next != late.row.end() && *next == row;
        const auto place = static_cast<std::size_t>(next - late.row.begin());
        const bool known = !was_late || late.known_on[place] <= as_of;
        if (was_late) ++next;
        journey::Event event = at(lane, row);
        const bool asked_for = event.kind == journey::EventKind::Cancelled &&
                               event.requested_on != 0 && event.requested_on <= as_of;
        if (!known || (event.day > as_of && !asked_for)) continue;
        event.first = subscription != event.subscription;
        subscription = event.subscription;
        each(static_cast<const journey::Event&>(event));
    }
}

}  // namespace tsunagi::insight

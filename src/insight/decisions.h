// What is known on the as-of day of a customer's subscriptions: what happened by then, and the
// cancellations that take effect later but were asked for by then. A Journey hides the latter.
#pragma once

#include "insight/known_rows.h"
#include "journey/filter.h"

#include <optional>

namespace tsunagi::insight {

// Whether it happened by the day or, where it takes effect later, was asked for by then.
inline bool decided_by(const journey::Event& event, int day) {
    const bool asked_for = event.kind == journey::EventKind::Cancelled && event.requested_on != 0 &&
                           event.requested_on <= day;
    return event.day <= day || asked_for;
}

// each(Event), by subscription and day.
template <class Each>
void each_decision(const journey::EventLane& lane, std::uint32_t index, int as_of, Each each) {
    const journey::Row first = lane.offsets[index];
    KnownOn known(lane.late, first);
    std::optional<std::uint32_t> subscription;
    for (journey::Row row = first; row < lane.offsets[index + 1]; ++row) {
        journey::Event event = at(lane, row);
        if (!decided_by(event, as_of) || !known.by(row, as_of)) continue;
        event.first = subscription != event.subscription;
        subscription = event.subscription;
        each(static_cast<const journey::Event&>(event));
    }
}

// Of the as-of day of the journey.
template <class Each>
void each_decision(const journey::Scope& scope, const journey::Journey& journey, Each each) {
    const auto [part, index] = scope.view().place(journey.code());
    if (part->events.extent.last > journey.as_of()) {
        each_decision(part->events, index, journey.as_of(), each);
    } else {
        for (const journey::Event event : journey.events()) each(event);
    }
}

}  // namespace tsunagi::insight

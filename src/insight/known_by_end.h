// Subscriptions that are known by their cancellation alone: nobody knows since when they ran, but
// on that day they were in force. What counts days or deliveries since a start leaves them out
// (spells.h); what counts who was in force and who left must not.
#pragma once

#include "insight/spells.h"

namespace tsunagi::insight {

// Calls each(Waiting) of that one day.
template <class Each>
void each_known_by_end(const journey::Journey& journey, Each each) {
    for (const journey::Event event : journey.events()) {
        if (!event.first || event.kind != journey::EventKind::Cancelled) continue;
        each(Waiting{.spell_from = event.day,
                     .from = event.day,
                     .to = event.day,
                     .delivery = event.delivery,
                     .product = event.product,
                     .outcome = Outcome::Cancelled,
                     .reason = event.reason,
                     .requested_on = event.requested_on,
                     .skips = 0,
                     .pauses = 0,
                     .paused = false,
                     .ends_spell = true,
                     .subscription = event.subscription});
    }
}

}  // namespace tsunagi::insight

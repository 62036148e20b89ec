// In which contact a subscription's cancellation was asked for: the last one about cancelling by
// the day it was decided, up to 90 days before and while the subscription ran.
#pragma once

#include "insight/contact_fate.h"

#include <algorithm>
#include <optional>

namespace tsunagi::insight {

inline constexpr int kWishHolds = 90;  // days from a contact to the decision it foretold

// Number of the purpose "cancel"; -1: no contact has it.
inline int purpose_cancel(const journey::Scope& scope) {
    return scope.words().purposes.find("cancel").value_or(-1);
}

// `from`: lane day since which the subscription ran, as far as it is on record.
inline std::optional<journey::Touch> asked_in(const journey::Range<journey::TouchLane>& touches,
                                              int purpose, int from, int decided) {
    const int first = std::max(from, decided - kWishHolds);
    for (journey::Row row = touches.last(); row > touches.first(); --row) {
        const journey::Touch touch = at(touches.lane(), row - 1);
        if (touch.day < first) break;
        if (touch.day <= decided && touch.purpose == purpose) return touch;
    }
    return std::nullopt;
}

}  // namespace tsunagi::insight

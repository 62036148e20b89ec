// In which contact a subscription's cancellation was asked for: the last one about cancelling by
// the day it was decided, up to 90 days before and while the subscription ran, that names its
// product or none.
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

struct Decision {
    int from = 0;  // lane day since which the subscription ran, as far as it is on record
    int day = 0;
    int product = 0;
};

inline std::optional<journey::Touch> asked_in(const journey::Range<journey::TouchLane>& touches,
                                              int purpose, const Decision& decision) {
    const int first = std::max(decision.from, decision.day - kWishHolds);
    for (journey::Row row = touches.last(); row > touches.first(); --row) {
        const journey::Touch touch = at(touches.lane(), row - 1);
        if (touch.day < first) break;
        const bool names_another = touch.product != 0 && touch.product != decision.product;
        if (touch.day <= decision.day && touch.purpose == purpose && !names_another) return touch;
    }
    return std::nullopt;
}

}  // namespace tsunagi::insight

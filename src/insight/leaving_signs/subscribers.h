// Who had a subscription at the end of a day, and whether she then decided to leave; and who has
// one on the as-of day. In no order.
#pragma once

#include "journey/filter.h"

#include <vector>

namespace tsunagi::insight {

struct Watched {
    journey::CustomerCode code;
    bool left;  // asked to cancel within the days, as is known on the as-of day
};

struct Subscribers {
    std::vector<Watched> then;  // at the cut
    std::vector<journey::CustomerCode> now;
};

// The cut is `days` before the as-of day.
Subscribers subscribers_of(const journey::Scope&, int days);

}  // namespace tsunagi::insight

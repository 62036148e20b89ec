#include "insight/rate.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

Rate rate_of(std::int64_t events, std::int64_t n) {
    ASSERT(0 <= events && events <= n);
    Rate rate{.events = events, .n = n, .few = n < kFew};
    if (n == 0) return rate;
    const auto count = static_cast<double>(n);
    const double share = static_cast<double>(events) / count;
    const double z2 = kZ95 * kZ95;
    const double centre = share + z2 / (2 * count);
    const double spread = kZ95 * std::sqrt(share * (1 - share) / count + z2 / (4 * count * count));
    rate.value = share;
    rate.low = std::max(0.0, (centre - spread) / (1 + z2 / count));
    rate.high = std::min(1.0, (centre + spread) / (1 + z2 / count));
    return rate;
}

}  // namespace tsunagi::insight

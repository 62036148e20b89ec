#include "journey/lanes.h"

namespace tsunagi::journey {

std::int64_t OrderLane::wide_amount_at(Row row) const {
    const auto* found = std::lower_bound(wide_row.begin(), wide_row.end(), row);
    if (found == wide_row.end() || *found != row) return amount[row];
    return wide_amount[static_cast<std::size_t>(found - wide_row.begin())];
}

std::int64_t OrderLane::wide_between(Row first, Row last) const {
    std::int64_t sum = 0;
    const auto* at = std::lower_bound(wide_row.begin(), wide_row.end(), first);
    for (; at != wide_row.end() && *at < last; ++at) {
        sum += wide_amount[static_cast<std::size_t>(at - wide_row.begin())];
    }
    return sum;
}

int OrderLane::many_at(Row row) const {
    const auto* found = std::lower_bound(many_row.begin(), many_row.end(), row);
    ASSERT(found != many_row.end() && *found == row);
    return many[static_cast<std::size_t>(found - many_row.begin())];
}

}  // namespace tsunagi::journey

#include "journey/touch_lane.h"

namespace tsunagi::journey {

Answers TouchLane::told_at(Row row) const {
    const auto* found = std::lower_bound(answer_row.begin(), answer_row.end(), row);
    ASSERT(found != answer_row.end() && *found == row);
    return {answer[static_cast<std::size_t>(found - answer_row.begin())]};
}

}  // namespace tsunagi::journey

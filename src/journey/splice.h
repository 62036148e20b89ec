// Putting journeys of several Parts together into one: how a delta takes in what changed, and how
// base and delta become a new base.
#pragma once

#include "journey/view.h"

#include <memory>
#include <span>
#include <vector>

namespace tsunagi::journey {

// Journeys index … index + count - 1 of a part.
struct Stretch {
    const Part* part;
    std::uint32_t index;
    std::uint32_t count;
};

Part splice(std::span<const Stretch>);

// `view` with the journeys of `fresh` (ascending by customer id) instead of those it had of the
// same customers, and with the customers it did not have.
std::shared_ptr<View> replace_journeys(const View& view, const Part& fresh, Words,
                                       std::int64_t watermark);

// The same journeys without a delta. Customers who are no more are left out, so codes may change.
std::shared_ptr<View> compacted(const View&);

}  // namespace tsunagi::journey

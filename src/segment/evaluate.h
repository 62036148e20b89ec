// Who fulfils a condition, on the day of a snapshot and by what was known then: one pass over the
// journeys for any number of conditions. Deleted customers fulfil none; the unknown customer is
// nobody.
#pragma once

#include "journey/bitmap.h"
#include "journey/journey.h"
#include "segment/condition.h"

#include <map>
#include <span>
#include <vector>

namespace tsunagi::segment {

// The members of what the conditions name. A segment or cell that is not here has no members.
struct KnownMembers {
    std::map<std::int64_t, journey::Bitmap> segments;
    std::map<ResultCell, journey::Bitmap> cells;
};

// A bitmap for each condition, in their order. Requires conditions without errors.
std::vector<journey::Bitmap> members_of(const journey::Snapshot&, std::span<const Condition>,
                                        const KnownMembers&, journey::FoldOptions = {});

// Whether one customer fulfils it: an event just came.
bool is_member(const journey::Snapshot&, journey::CustomerCode, const Condition&,
               const KnownMembers&);

}  // namespace tsunagi::segment

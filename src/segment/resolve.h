// Who is in, of a condition that names other segments and cells of analyses: what it names is
// worked out first, all that can be in one pass at a time.
#pragma once

#include "segment/evaluate.h"
#include "segment/results.h"
#include "segment/segments.h"

#include <map>

namespace tsunagi::segment {

// `behind` are the segments that stand behind the condition (segments.h). Throws what `results`
// throws for a cell that is not there, and Corrupt when the segments go round in a circle.
journey::Bitmap resolved_members(const journey::Snapshot&, const Condition&,
                                 const std::map<std::int64_t, Condition>& behind, Results&,
                                 journey::FoldOptions = {});

}  // namespace tsunagi::segment

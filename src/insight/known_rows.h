// Rows of one journey that had happened and were known by a day, read where they lie: for a day
// before the as-of day, where a Window would have to copy what is left.
#pragma once

#include "journey/lanes.h"

#include <algorithm>
#include <optional>

namespace tsunagi::insight {

// The days on which rows of a lane became known, asked for in ascending order of the rows.
class KnownOn {
public:
    KnownOn(const journey::Late& late, journey::Row first)
        : late_(&late),
          next_(static_cast<std::size_t>(std::lower_bound(late.row.begin(), late.row.end(), first) -
                                         late.row.begin())) {}

    // Nothing learnt late is known from the day it happened.
    bool by(journey::Row row, int day) {
        while (next_ < late_->row.size() && late_->row[next_] < row) ++next_;
        const bool was_late = next_ < late_->row.size() && late_->row[next_] == row;
        return !was_late || late_->known_on[next_] <= day;
    }

private:
    const journey::Late* late_;
    std::size_t next_;
};

// each(Row) of the journey's rows that happened and were known by `day`.
template <class Lane, class Each>
[[gnu::always_inline]] inline void each_known(const Lane& lane, std::uint32_t index, int day,
                                              Each each) {
    const journey::Row first = lane.offsets[index];
    std::optional<KnownOn> known;
    if (lane.extent.known > day && !lane.late.row.empty()) known.emplace(lane.late, first);
    for (journey::Row row = first; row < lane.offsets[index + 1]; ++row) {
        if (lane.day_at(row) <= day && (!known || known->by(row, day))) each(row);
    }
}

}  // namespace tsunagi::insight

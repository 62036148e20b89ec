// Days inside lanes: 15 bits counted from 1990-01-01, so that a day and one flag fit into 16.
// What happened outside 1990-01-01 … 2079-09-18 stands on the first or the last of those days.
#pragma once

#include "base/time.h"

#include <algorithm>
#include <cstdint>

namespace tsunagi::journey {

using LaneDay = std::uint16_t;

inline constexpr std::int32_t kFirstDay = 7305;  // 1990-01-01
inline constexpr LaneDay kLastLaneDay = 0x7fff;

constexpr LaneDay lane_day(Day day) {
    return static_cast<LaneDay>(std::clamp(day.number - kFirstDay, 0, int{kLastLaneDay}));
}
constexpr Day from_lane(int day) { return {day + kFirstDay}; }

}  // namespace tsunagi::journey

// A Rhythm is when something is due, again and again: at an hour of every day, of one weekday, or
// of one day of the month, in the shop's own zone.
//
// Where a month is too short for the day (29, 30, 31), it is due on the month's last day. An hour
// that the clocks leave out is due at the moment after the gap; one that they pass twice is due the
// first time only. So every day of the rhythm has exactly one instant.
#pragma once

#include "base/described.h"
#include "base/zone.h"

#include <optional>
#include <vector>

namespace tsunagi::board {

enum class Every { Day, Week, Month };
BOOST_DESCRIBE_ENUM(Every, Day, Week, Month)

struct Rhythm {
    Every every = Every::Week;
    std::optional<int> weekday;       // of a week: 0 Sunday … 6 Saturday
    std::optional<int> day_of_month;  // of a month: 1 … 31
    int hour = 8;                     // 0 … 23
};
BOOST_DESCRIBE_STRUCT(Rhythm, (), (every, weekday, day_of_month, hour))

// Throws InvalidInput for what its `every` needs and has not, or has and does not need.
void check_rhythm(const Rhythm&);

// Instants with after < instant <= until, in order. Requires a checked rhythm.
std::vector<Instant> due_between(const Rhythm&, const Zone&, Instant after, Instant until);

}  // namespace tsunagi::board

template <>
struct tsunagi::rules_of<tsunagi::board::Rhythm> {
    static constexpr std::array value{
        Rule{.field = "weekday", .min = 0, .max = 6, .ja = "曜日", .en = "Weekday"},
        Rule{.field = "day_of_month", .min = 1, .max = 31, .ja = "日", .en = "Day of the month"},
        Rule{.field = "hour", .min = 0, .max = 23, .ja = "時", .en = "Hour"}};
};

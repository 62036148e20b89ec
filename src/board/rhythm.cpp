#include "board/rhythm.h"

#include "record/changes.h"

#include <algorithm>

namespace tsunagi::board {

namespace {

constexpr std::int32_t kHourMs = 3'600'000;

int last_day_of_month(Day day) {
    const Day first = day - (civil(day).day - 1);
    return civil(add_months(first, 1) - 1).day;
}

bool is_due_on(const Rhythm& rhythm, Day day) {
    switch (rhythm.every) {
        case Every::Day: return true;
        case Every::Week: return weekday_of(day) == rhythm.weekday;
        case Every::Month: break;
    }
    return civil(day).day == std::min(rhythm.day_of_month.value_or(1), last_day_of_month(day));
}

void check_part(const std::optional<int>& part, bool needed, int min, int max,
                std::string_view pointer) {
    if (needed && !part) throw record::invalid(pointer, "missing", "this rhythm needs a day");
    if (!needed && part) throw record::invalid(pointer, "hidden", "this rhythm has no such day");
    if (part && (*part < min || *part > max)) {
        throw record::invalid(pointer, "out_of_range", "there is no such day");
    }
}

}  // namespace

void check_rhythm(const Rhythm& rhythm) {
    check_part(rhythm.weekday, rhythm.every == Every::Week, 0, 6, "/weekday");
    check_part(rhythm.day_of_month, rhythm.every == Every::Month, 1, 31, "/day_of_month");
    if (rhythm.hour < 0 || rhythm.hour > 23) {
        throw record::invalid("/hour", "out_of_range", "hours are 0 to 23");
    }
}

std::vector<Instant> due_between(const Rhythm& rhythm, const Zone& zone, Instant after,
                                 Instant until) {
    std::vector<Instant> due;
    for (Day day = zone.day_of(after); day <= zone.day_of(until); day = day + 1) {
        if (!is_due_on(rhythm, day)) continue;
        const Instant at = zone.instant(day, rhythm.hour * kHourMs);
        if (after < at && at <= until) due.push_back(at);
    }
    return due;
}

}  // namespace tsunagi::board

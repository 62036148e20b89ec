#include "base/error.h"
#include "base/public_holidays.h"
#include "base/zone.h"

#include <algorithm>

namespace tsunagi {

namespace {

// No shop closes for longer; a calendar without open days ends the search here.
constexpr int kLongestClosureDays = 3660;

}  // namespace

BusinessCalendar::BusinessCalendar(BusinessHours hours, std::vector<Exception> exceptions)
    : hours_(std::move(hours)), exceptions_(std::move(exceptions)) {
    for (const int weekday : hours_.weekdays) {
        if (weekday < 0 || weekday > 6) {
            throw Error(Code::InvalidInput, "there is no weekday " + std::to_string(weekday));
        }
    }
    std::ranges::sort(exceptions_, {}, &Exception::day);
}

bool BusinessCalendar::is_open(Day day) const {
    const auto exception = std::ranges::lower_bound(exceptions_, day, {}, &Exception::day);
    if (exception != exceptions_.end() && exception->day == day) return exception->open;
    if (hours_.closed_on_public_holidays && public_holiday(day)) return false;
    return std::ranges::find(hours_.weekdays, weekday_of(day)) != hours_.weekdays.end();
}

Day BusinessCalendar::minus_business_days(Day day, int count) const {
    ASSERT(count >= 0);
    Day at = count == 0 ? day : day - 1;
    int closed_days = 0;
    while (true) {
        const bool open = is_open(at);
        if (open && count <= 1) return at;
        closed_days = open ? 0 : closed_days + 1;
        if (closed_days > kLongestClosureDays) {
            throw Error(Code::InvalidInput, "the shop has no open day before " + to_text(day));
        }
        if (open) --count;
        at = at - 1;
    }
}

int BusinessCalendar::last_year_with_holidays() { return kLastHolidayYear; }

}  // namespace tsunagi

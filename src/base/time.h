// Instant is a moment (UTC milliseconds), Day a date in the shop's zone (days since 1970-01-01),
// Month a calendar month (months since 1970-01). Three types, never mixed; zone.h joins them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi {

struct Instant {
    std::int64_t ms = 0;
    friend auto operator<=>(Instant, Instant) = default;
};
inline Instant operator+(Instant at, std::int64_t ms) { return {at.ms + ms}; }
inline std::int64_t operator-(Instant a, Instant b) { return a.ms - b.ms; }

struct Day {
    std::int32_t number = 0;
    friend auto operator<=>(Day, Day) = default;
};
inline Day operator+(Day day, std::int32_t days) { return {day.number + days}; }
inline Day operator-(Day day, std::int32_t days) { return {day.number - days}; }
inline std::int32_t operator-(Day a, Day b) { return a.number - b.number; }

struct Month {
    std::int32_t number = 0;
    friend auto operator<=>(Month, Month) = default;
};

struct CivilDate {
    int year = 1970;
    int month = 1;
    int day = 1;
};

// Proleptic Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
CivilDate civil(Day);
CivilDate first_day(Month);
std::optional<Day> day_of(CivilDate);  // nothing for 2026-02-30
Month month_of(Day);
int weekday_of(Day);              // 0 Sunday … 6 Saturday
Day add_months(Day, int months);  // 01-31 plus one month is the last of February

std::string to_text(Instant);  // RFC 3339: 2026-11-22T01:02:03.004Z
std::string to_text(Day);      // 2026-11-22
std::string to_text(Month);    // 2026-11
std::optional<Instant> parse_instant(std::string_view rfc3339);
std::optional<Day> parse_day(std::string_view iso);  // YYYY-MM-DD
std::optional<Month> parse_month(std::string_view iso);

}  // namespace tsunagi

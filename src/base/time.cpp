#include "base/time.h"

#include "base/error.h"

#include <algorithm>
#include <cstdio>

namespace tsunagi {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

std::int32_t days_from_civil(int y, int m, int d) {
    y -= m <= 2 ? 1 : 0;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int year_of_era = y - era * 400;
    const int day_of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

int days_in_month(int year, int month) {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : kDays[month - 1];
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Takes fixed-width fields from the front of a text.
class Fields {
public:
    explicit Fields(std::string_view text) : rest_(text) {}

    // The next `width` digits; -1 and a failure when there are fewer.
    int digits(std::size_t width) {
        int value = 0;
        for (std::size_t i = 0; i < width; ++i) {
            const char c = i < rest_.size() ? rest_[i] : 'x';
            if (c < '0' || c > '9') {
                failed_ = true;
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(width);
        return value;
    }
    void expect(std::string_view one_of) {
        if (!take(one_of)) failed_ = true;
    }
    char take(std::string_view one_of) {
        if (rest_.empty() || one_of.find(rest_.front()) == std::string_view::npos) return 0;
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }
    bool done() const { return !failed_ && rest_.empty(); }
    bool failed() const { return failed_; }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
    bool failed_ = false;
};

std::optional<CivilDate> take_date(Fields& fields) {
    CivilDate date;
    date.year = fields.digits(4);
    fields.expect("-");
    date.month = fields.digits(2);
    fields.expect("-");
    date.day = fields.digits(2);
    if (fields.failed()) return std::nullopt;
    return date;
}

// 1 to 9 decimals of a second; what is finer than a millisecond is dropped.
int take_fraction_ms(Fields& fields) {
    int ms = 0;
    int digits = 0;
    while (!fields.rest().empty() && fields.rest()[0] >= '0' && fields.rest()[0] <= '9') {
        const int digit = fields.digits(1);
        if (digits < 3) ms = ms * 10 + digit;
        ++digits;
    }
    if (digits == 0 || digits > 9) fields.expect("");
    for (; digits < 3; ++digits) ms *= 10;
    return ms;
}

std::int64_t take_offset_ms(Fields& fields) {
    if (fields.take("Zz")) return 0;
    const char sign = fields.take("+-");
    if (!sign) fields.expect("");
    const int hours = fields.digits(2);
    fields.expect(":");
    const int minutes = fields.digits(2);
    if (hours > 23 || minutes > 59) fields.expect("");
    const std::int64_t ms = (hours * 60 + minutes) * std::int64_t(60'000);
    return sign == '-' ? -ms : ms;
}

}  // namespace

CivilDate civil(Day day) {
    const std::int32_t z = day.number + 719468;
    const std::int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int day_of_era = z - era * 146097;
    const int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int shifted = (5 * day_of_year + 2) / 153;
    const int month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {.year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
            .month = month,
            .day = day_of_year - (153 * shifted + 2) / 5 + 1};
}

CivilDate first_day(Month month) {
    const auto year = floor_div(month.number, 12);
    return {.year = 1970 + int(year), .month = int(month.number - year * 12) + 1, .day = 1};
}

std::optional<Day> day_of(CivilDate date) {
    if (date.month < 1 || date.month > 12 || date.day < 1) return std::nullopt;
    if (date.day > days_in_month(date.year, date.month)) return std::nullopt;
    return Day{days_from_civil(date.year, date.month, date.day)};
}

Month month_of(Day day) {
    const CivilDate date = civil(day);
    return {(date.year - 1970) * 12 + date.month - 1};
}

int weekday_of(Day day) {
    const int weekday = (day.number + 4) % 7;  // 1970-01-01 was a Thursday
    return weekday < 0 ? weekday + 7 : weekday;
}

Day add_months(Day day, int months) {
    const CivilDate from = civil(day);
    CivilDate to = first_day({month_of(day).number + months});
    to.day = std::min(from.day, days_in_month(to.year, to.month));
    return *day_of(to);
}

std::string to_text(Instant instant) {
    const std::int64_t day = floor_div(instant.ms, kDayMs);
    const auto ms = int(instant.ms - day * kDayMs);
    char text[24];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02d.%03dZ", ms / 3'600'000, ms / 60'000 % 60,
                  ms / 1000 % 60, ms % 1000);
    return to_text(Day{std::int32_t(day)}) + text;
}

std::string to_text(Day day) {
    const CivilDate date = civil(day);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    return text;
}

std::string to_text(Month month) {
    const CivilDate date = first_day(month);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02d", date.year, date.month);
    return text;
}

std::optional<Instant> parse_instant(std::string_view rfc3339) {
    Fields fields(rfc3339);
    const auto date = take_date(fields);
    const auto day = date ? day_of(*date) : std::nullopt;
    if (!day) return std::nullopt;
    fields.expect("Tt");
    const int hour = fields.digits(2);
    fields.expect(":");
    const int minute = fields.digits(2);
    fields.expect(":");
    const int second = fields.digits(2);
    const int ms = fields.take(".") ? take_fraction_ms(fields) : 0;
    const std::int64_t offset_ms = take_offset_ms(fields);
    if (!fields.done() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    const std::int64_t seconds = (hour * 60 + minute) * 60 + second;
    return Instant{day->number * kDayMs + seconds * 1000 + ms - offset_ms};
}

std::optional<Day> parse_day(std::string_view iso) {
    Fields fields(iso);
    const auto date = take_date(fields);
    if (!date || !fields.done()) return std::nullopt;
    return day_of(*date);
}

std::optional<Month> parse_month(std::string_view iso) {
    Fields fields(iso);
    const int year = fields.digits(4);
    fields.expect("-");
    const int month = fields.digits(2);
    if (!fields.done() || month < 1 || month > 12) return std::nullopt;
    return Month{(year - 1970) * 12 + month - 1};
}

}  // namespace tsunagi

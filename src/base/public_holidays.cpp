#include "base/public_holidays.h"

#include <map>

namespace tsunagi {

namespace {

// One line of the law: in the years from..to the holiday is on `day` of the month or, where
// `nth_monday` is given, on that Monday.
struct Line {
    std::string_view name;
    int month;
    int day;
    int nth_monday;
    int from;
    int to;
};

constexpr Line kLines[] = {
    {"元日", 1, 1, 0, 2010, 2030},          {"成人の日", 1, 0, 2, 2010, 2030},
    {"建国記念の日", 2, 11, 0, 2010, 2030}, {"天皇誕生日", 12, 23, 0, 2010, 2018},
    {"天皇誕生日", 2, 23, 0, 2020, 2030},   {"昭和の日", 4, 29, 0, 2010, 2030},
    {"即位の日", 5, 1, 0, 2019, 2019},      {"憲法記念日", 5, 3, 0, 2010, 2030},
    {"みどりの日", 5, 4, 0, 2010, 2030},    {"こどもの日", 5, 5, 0, 2010, 2030},
    {"海の日", 7, 0, 3, 2010, 2019},        {"海の日", 7, 23, 0, 2020, 2020},
    {"海の日", 7, 22, 0, 2021, 2021},       {"海の日", 7, 0, 3, 2022, 2030},
    {"山の日", 8, 11, 0, 2016, 2019},       {"山の日", 8, 10, 0, 2020, 2020},
    {"山の日", 8, 8, 0, 2021, 2021},        {"山の日", 8, 11, 0, 2022, 2030},
    {"敬老の日", 9, 0, 3, 2010, 2030},      {"体育の日", 10, 0, 2, 2010, 2019},
    {"スポーツの日", 7, 24, 0, 2020, 2020}, {"スポーツの日", 7, 23, 0, 2021, 2021},
    {"スポーツの日", 10, 0, 2, 2022, 2030}, {"即位礼正殿の儀", 10, 22, 0, 2019, 2019},
    {"文化の日", 11, 3, 0, 2010, 2030},     {"勤労感謝の日", 11, 23, 0, 2010, 2030},
};

using Holidays = std::map<Day, std::string_view>;

Day date(int year, int month, int day) { return *day_of({year, month, day}); }

Day monday_of(int year, int month, int nth) {
    const Day first = date(year, month, 1);
    return first + (8 - weekday_of(first)) % 7 + (nth - 1) * 7;
}

// Day of the month of an equinox, valid 1980 to 2099 (海上保安庁水路部, 新こよみ便利帳).
int equinox(double base, int year) {
    return int(base + 0.242194 * (year - 1980)) - (year - 1980) / 4;
}

Holidays holidays_by_law() {
    Holidays days;
    for (const Line& line : kLines) {
        for (int year = line.from; year <= line.to; ++year) {
            days[line.nth_monday > 0 ? monday_of(year, line.month, line.nth_monday)
                                     : date(year, line.month, line.day)] = line.name;
        }
    }
    for (int year = kFirstHolidayYear; year <= kLastHolidayYear; ++year) {
        days[date(year, 3, equinox(20.8431, year))] = "春分の日";
        days[date(year, 9, equinox(23.2488, year))] = "秋分の日";
    }
    return days;
}

// Article 3: a day between two holidays is one (paragraph 3), and the first day after a holiday on
// a Sunday that is none becomes its substitute (paragraph 2).
Holidays all_holidays() {
    const Holidays by_law = holidays_by_law();
    Holidays days = by_law;
    for (const auto& [day, name] : by_law) {
        if (by_law.contains(day + 2) && !by_law.contains(day + 1) && weekday_of(day + 1) != 0) {
            days.emplace(day + 1, "国民の休日");
        }
        if (weekday_of(day) != 0) continue;
        Day substitute = day + 1;
        while (by_law.contains(substitute)) substitute = substitute + 1;
        days[substitute] = "振替休日";
    }
    return days;
}

}  // namespace

std::optional<std::string_view> public_holiday(Day day) {
    static const Holidays days = all_holidays();
    const auto found = days.find(day);
    if (found == days.end()) return std::nullopt;
    return found->second;
}

}  // namespace tsunagi

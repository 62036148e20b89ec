#include "insight/periods.h"

#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

Day day(std::string_view text) { return parse_day(text).value(); }

}  // namespace

TEST(Periods, AMonthIsOverFromTheDayAfterItsLast) {
    const Month february = month_of(day("2024-02-10"));
    EXPECT_FALSE(is_over(february, day("2024-02-29")));
    EXPECT_TRUE(is_over(february, day("2024-03-01")));
    EXPECT_FALSE(is_over(february, day("2024-01-31")));
}

TEST(Periods, OfMonthsUpToTodayAllButThatOfTodayAreOver) {
    const auto over = [](std::string_view from, std::string_view today) {
        const journey::Months months(journey::lane_day(day(from)), journey::lane_day(day(today)));
        return count_over(months, day(today));
    };
    EXPECT_EQ(over("2024-01-15", "2024-02-29"), 1);
    EXPECT_EQ(over("2024-01-15", "2024-03-01"), 2);
    EXPECT_EQ(over("2024-03-01", "2024-03-01"), 0);
}

}  // namespace tsunagi::insight

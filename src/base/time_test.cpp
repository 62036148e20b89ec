#include "base/time.h"

#include "base/testing.h"

namespace tsunagi {

namespace {

Day day(std::string_view iso) { return parse_day(iso).value(); }

}  // namespace

TEST(Day, CountsFromTheEpochInBothDirections) {
    EXPECT_EQ(day("1970-01-01").number, 0);
    EXPECT_EQ(day("1969-12-31").number, -1);
    EXPECT_EQ(day("2000-03-01").number, 11017);
    for (int number = -800'000; number < 800'000; number += 37) {
        ASSERT_EQ(day_of(civil(Day{number})), Day{number});
    }
}

TEST(Day, ADateThatDoesNotExistIsNothing) {
    for (const auto text :
         {"2026-02-29", "1900-02-29", "2026-00-10", "2026-13-01", "2026-04-31", "2026-4-01",
          "26-04-01", "2026/04/01", "2026-04-01 ", "", "２０２６-04-01"}) {
        EXPECT_EQ(parse_day(text), std::nullopt) << text;
    }
    EXPECT_EQ(to_text(day("2000-02-29")), "2000-02-29");
}

TEST(Day, WeekdaysAreKnown) {
    EXPECT_EQ(weekday_of(day("2026-11-22")), 0);
    EXPECT_EQ(weekday_of(day("1970-01-01")), 4);
    EXPECT_EQ(weekday_of(day("1969-12-27")), 6);
}

TEST(Day, AMonthLaterIsAtMostTheLastOfThatMonth) {
    EXPECT_EQ(to_text(add_months(day("2026-01-31"), 1)), "2026-02-28");
    EXPECT_EQ(to_text(add_months(day("2024-01-31"), 1)), "2024-02-29");
    EXPECT_EQ(to_text(add_months(day("2026-03-31"), -4)), "2025-11-30");
    EXPECT_EQ(to_text(add_months(day("1970-01-15"), -1)), "1969-12-15");
}

TEST(Month, KnowsItsTextAndFirstDay) {
    EXPECT_EQ(to_text(month_of(day("2026-11-22"))), "2026-11");
    EXPECT_EQ(to_text(month_of(day("1969-12-31"))), "1969-12");
    EXPECT_EQ(parse_month("1969-12")->number, -1);
    EXPECT_EQ(parse_month("2026-1"), std::nullopt);
    EXPECT_EQ(parse_month("2026-00"), std::nullopt);
}

TEST(Instant, IsReadWithAnyOffsetAndWrittenInUtc) {
    const auto round = [](std::string_view text) { return to_text(parse_instant(text).value()); };
    EXPECT_EQ(round("2026-11-22T01:02:03Z"), "2026-11-22T01:02:03.000Z");
    EXPECT_EQ(round("2026-11-22t01:02:03.5z"), "2026-11-22T01:02:03.500Z");
    EXPECT_EQ(round("2026-11-22T01:02:03.004999999+09:00"), "2026-11-21T16:02:03.004Z");
    EXPECT_EQ(round("2026-12-31T23:30:00-00:45"), "2027-01-01T00:15:00.000Z");
    EXPECT_EQ(round("1969-12-31T23:59:59.999Z"), "1969-12-31T23:59:59.999Z");
}

TEST(Instant, WhatIsNotRfc3339IsNothing) {
    for (const auto text :
         {"2026-11-22", "2026-11-22T01:02:03", "2026-11-22T01:02Z", "2026-11-22T24:00:00Z",
          "2026-11-22T23:60:00Z", "2026-11-22T23:59:60Z", "2026-11-22T01:02:03.Z",
          "2026-11-22T01:02:03.1234567890Z", "2026-11-22T01:02:03+0900",
          "2026-11-22T01:02:03+24:00", "2026-11-22T01:02:03Zx", "2026-02-30T01:02:03Z", ""}) {
        EXPECT_EQ(parse_instant(text), std::nullopt) << text;
    }
}

}  // namespace tsunagi

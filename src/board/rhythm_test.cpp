#include "board/rhythm.h"

#include "record/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::board {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Instant at(std::string_view text) { return parse_instant(text).value(); }

std::vector<std::string> due(const Rhythm& rhythm, std::string_view zone, std::string_view after,
                             std::string_view until) {
    std::vector<std::string> found;
    for (const auto instant : due_between(rhythm, Zone::named(zone), at(after), at(until))) {
        found.push_back(to_text(instant).substr(0, 16));
    }
    return found;
}

Rhythm weekly(int weekday, int hour) {
    return {.every = Every::Week, .weekday = weekday, .day_of_month = {}, .hour = hour};
}
Rhythm monthly(int day, int hour) {
    return {.every = Every::Month, .weekday = {}, .day_of_month = day, .hour = hour};
}
Rhythm daily(int hour) {
    return {.every = Every::Day, .weekday = {}, .day_of_month = {}, .hour = hour};
}

TEST(Rhythm, OfAWeekIsDueOnItsWeekdayInTheShopsZone) {
    // Monday 8:00 in Tokyo is Sunday 23:00 UTC.
    EXPECT_THAT(due(weekly(1, 8), "Asia/Tokyo", "2026-11-01T00:00:00Z", "2026-11-20T00:00:00Z"),
                ElementsAre("2026-11-01T23:00", "2026-11-08T23:00", "2026-11-15T23:00"));
}

TEST(Rhythm, IsDueAtItsInstantAndNotAgainAfterIt) {
    const auto rhythm = daily(9);
    EXPECT_THAT(due(rhythm, "Asia/Tokyo", "2026-11-21T23:59:59Z", "2026-11-22T00:00:00Z"),
                ElementsAre("2026-11-22T00:00"));
    EXPECT_THAT(due(rhythm, "Asia/Tokyo", "2026-11-22T00:00:00Z", "2026-11-22T23:59:59Z"),
                IsEmpty());
    EXPECT_THAT(due(rhythm, "Asia/Tokyo", "2026-11-22T00:00:00Z", "2026-11-21T00:00:00Z"),
                IsEmpty());
}

TEST(Rhythm, OfADayThatAMonthLacksIsDueOnItsLastDay) {
    const auto of = [](int day, std::string_view year) {
        return due(monthly(day, 12), "Asia/Tokyo", std::string(year) + "-01-15T00:00:00Z",
                   std::string(year) + "-05-15T00:00:00Z");
    };
    EXPECT_THAT(of(31, "2026"), ElementsAre("2026-01-31T03:00", "2026-02-28T03:00",
                                            "2026-03-31T03:00", "2026-04-30T03:00"));
    EXPECT_THAT(of(30, "2028"), ElementsAre("2028-01-30T03:00", "2028-02-29T03:00",
                                            "2028-03-30T03:00", "2028-04-30T03:00"));
    EXPECT_THAT(of(29, "2026"), ElementsAre("2026-01-29T03:00", "2026-02-28T03:00",
                                            "2026-03-29T03:00", "2026-04-29T03:00"));
}

TEST(Rhythm, AnHourThatTheClocksLeaveOutIsDueAfterTheGap) {
    // New York, 2026-03-08: 2:00 EST becomes 3:00 EDT, 07:00 UTC.
    EXPECT_THAT(due(daily(2), "America/New_York", "2026-03-07T12:00:00Z", "2026-03-09T12:00:00Z"),
                ElementsAre("2026-03-08T07:00", "2026-03-09T06:00"));
}

TEST(Rhythm, AnHourThatTheClocksPassTwiceIsDueOnce) {
    // New York, 2026-11-01: 1:00 EDT is 05:00 UTC, 1:00 EST an hour later.
    EXPECT_THAT(due(daily(1), "America/New_York", "2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z"),
                ElementsAre("2026-11-01T05:00", "2026-11-02T06:00"));
}

TEST(Rhythm, NeedsTheDayOfItsKindAndNoOther) {
    const auto refused = [](const Rhythm& rhythm) {
        return record::refusals([&] { check_rhythm(rhythm); });
    };
    EXPECT_THAT(refused(weekly(0, 0)), IsEmpty());
    EXPECT_THAT(refused(monthly(31, 23)), IsEmpty());
    EXPECT_THAT(refused({.every = Every::Week, .weekday = {}, .day_of_month = {}}),
                ElementsAre("/weekday missing"));
    EXPECT_THAT(refused({.every = Every::Month, .weekday = 1, .day_of_month = 1}),
                ElementsAre("/weekday hidden"));
    EXPECT_THAT(refused(weekly(7, 8)), ElementsAre("/weekday out_of_range"));
    EXPECT_THAT(refused(monthly(32, 8)), ElementsAre("/day_of_month out_of_range"));
    EXPECT_THAT(refused(daily(24)), ElementsAre("/hour out_of_range"));
}

}  // namespace
}  // namespace tsunagi::board

#include "insight/summary.h"

#include "journey/testing.h"

#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using journey::journeys_of;

}  // namespace

// Day 59 is 2024-02-29.
TEST(Summary, CountsThisMonthAgainstTheOneBefore) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1 tea:cancel(price)@40"},
                                       {"bob", "tea:start@0 tea:1@1 tea:cancel(price)@20"},
                                       {"cat", "tea:start@35 tea:1@36"}});
    const Summary at = summary_of(count_summary(journeys.at(59)), Language::Ja);
    EXPECT_EQ(to_text(at.month.month), "2024-02");
    EXPECT_EQ(at.month.cancellations, 1);
    EXPECT_EQ(at.month.active, 2);
    EXPECT_EQ(at.month.previous.events, 1);
    EXPECT_EQ(at.month.previous.n, 2);
    EXPECT_EQ(at.month.days, 29);
}

// Day 40 is 2024-02-10: January counts with its first ten days.
TEST(Summary, ComparesAMonthUnderWayWithAsManyDaysOfTheOneBefore) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1 tea:cancel(price)@8"},
                                       {"bob", "tea:start@0 tea:1@1 tea:cancel(price)@20"},
                                       {"cat", "tea:start@12 tea:1@13"}});
    const Summary at = summary_of(count_summary(journeys.at(40)), Language::Ja);
    EXPECT_EQ(at.month.days, 10);
    EXPECT_EQ(at.month.previous.events, 1);
    EXPECT_EQ(at.month.previous.n, 2);
}

TEST(Summary, HasThirteenMonthsWithTheCurrentOneLast) {
    const auto journeys = journeys_of({{"ann", "tea:start@0"}});
    const Summary at = summary_of(count_summary(journeys.at(59)), Language::Ja);
    ASSERT_EQ(at.trend.size(), 13u);
    EXPECT_EQ(to_text(at.trend.front().month), "2023-02");
    EXPECT_EQ(at.trend[11].started, 1);
    EXPECT_EQ(at.trend[12].active, 1);
}

TEST(Summary, SaysWhatYesterdayWasAgainstTheFourWeeksBefore) {
    const auto journeys = journeys_of({{"ann", "soap@49 soap@50 soap@58 tea:start@58"}});
    const auto changes = summary_of(count_summary(journeys.at(59)), Language::Ja).changes;
    ASSERT_EQ(changes.size(), 3u);
    EXPECT_EQ(changes[0].text, "昨日の解約は0件(直近4週の平均は1日0.0件)");
    EXPECT_EQ(changes[1].args[0].value, "1");
    EXPECT_EQ(changes[2].text, "昨日の注文は1件(直近4週の平均は1日0.1件)");
}

}  // namespace tsunagi::insight

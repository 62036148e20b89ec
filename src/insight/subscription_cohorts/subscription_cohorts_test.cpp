#include "insight/subscription_cohorts/subscription_cohorts.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

namespace {

using testing::DoubleEq;
using testing::ElementsAre;
using testing::SizeIs;

// January is days 0 to 30, February 31 to 59, March 60 to 90.
std::vector<journey::TestCustomer> four() {
    return {{"ann", "tea:start=3000@1 tea:change=4000@40"},
            {"bob", "tea:start=3000@2 tea:cancel@20"},
            {"cat", "tea:start=2000@3 tea:pause@45 tea:resume=2000@70"},
            {"dan", "tea:start=1000@35 tea:cancel@80"}};
}

}  // namespace

TEST(SubscriptionCohorts, CountsWhoIsLeftAtTheEndOfEachMonth) {
    const Asked asked(kSubscriptionCohorts, four(), 90);
    EXPECT_THAT(asked.column("cohorts", "customers"), ElementsAre(3, 1));
    EXPECT_THAT(asked.column("cohorts", "age_0"), ElementsAre(DoubleEq(2.0 / 3), 1))
        << "bob left within the month, and counts";
    EXPECT_DOUBLE_EQ(asked.cell("cohorts", 0, "age_1").value.value(), 2.0 / 3) << "cat is paused";
    EXPECT_DOUBLE_EQ(asked.cell("cohorts", 0, "age_2").value.value(), 2.0 / 3);
    EXPECT_DOUBLE_EQ(asked.cell("cohorts", 1, "age_1").value.value(), 0);
    EXPECT_FALSE(asked.cell("cohorts", 1, "age_2").value.has_value()) << "still ahead";
}

TEST(SubscriptionCohorts, RevenueIsHeldAgainstWhatTheyPaidAtTheStart) {
    const Asked share(kSubscriptionCohorts, four(), 90, {"measure:revenue"});
    EXPECT_THAT(share.column("cohorts", "start"), ElementsAre(8000, 1000));
    EXPECT_DOUBLE_EQ(share.cell("cohorts", 0, "revenue_0").value.value(), 5000.0 / 8000);
    EXPECT_DOUBLE_EQ(share.cell("cohorts", 0, "revenue_1").value.value(), 4000.0 / 8000);
    EXPECT_DOUBLE_EQ(share.cell("cohorts", 0, "revenue_2").value.value(), 6000.0 / 8000);
    const Asked amount(kSubscriptionCohorts, four(), 90, {"measure:amount"});
    EXPECT_DOUBLE_EQ(amount.cell("cohorts", 0, "age_2").value.value(), 6000);
    EXPECT_EQ(amount.cell("cohorts", 0, "age_2").n, 2);
}

TEST(SubscriptionCohorts, TheIntervalIsThatOfARatioOverCustomers) {
    const Asked asked(kSubscriptionCohorts, four(), 90, {"measure:revenue"});
    // x = 3000, 3000, 2000; y = 4000, 0, 2000: R = .75, sum (y - R x)² = 1750² + 2250² + 500²
    const double error = 1.959963984540054 * std::sqrt(3.0 / 2 * 8375000) / 8000;
    const Cell& cell = asked.cell("cohorts", 0, "revenue_2");
    EXPECT_NEAR(cell.low.value(), 0.75 - error, 1e-9);
    EXPECT_NEAR(cell.high.value(), 0.75 + error, 1e-9);
}

TEST(SubscriptionCohorts, TheMonthThatIsNotOverIsGreyAndLeftOutOfTheAverage) {
    const Asked asked(kSubscriptionCohorts, four(), 75);
    EXPECT_TRUE(asked.cell("cohorts", 0, "age_2").immature);
    EXPECT_THAT(asked.column("average", "rate"), ElementsAre(0.75, DoubleEq(2.0 / 3)));
}

TEST(SubscriptionCohorts, PeopleStandBehindEachSquare) {
    const Asked asked(kSubscriptionCohorts, four(), 90);
    EXPECT_THAT(asked.people("2024-01"), ElementsAre("ann", "bob", "cat"));
    EXPECT_THAT(asked.people("2024-01/1"), ElementsAre("ann", "cat"));
    EXPECT_THAT(asked.people("2024-02/1"), SizeIs(0));
    for (const auto* key : {"", "2024-01/", "2024-01/x", "2024-13/1", "2024-01/-1"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

TEST(SubscriptionCohorts, TheFilterChoosesByTheFirstStartAtItsProducts) {
    journey::Filter february;
    february.from = journey::kTestStart + 31;
    const Asked asked(kSubscriptionCohorts, four(), 90, {}, february);
    EXPECT_THAT(asked.column("cohorts", "customers"), ElementsAre(1));
    EXPECT_THAT(asked.people("2024-02/0"), ElementsAre("dan"));
}

TEST(SubscriptionCohorts, AnEmptyShopSaysSo) {
    EXPECT_THAT(Asked(kSubscriptionCohorts, {}, 10).report().remarks, SizeIs(1));
}

}  // namespace tsunagi::insight

#include "insight/survival_days/survival_days.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(SurvivalDays, ASubscriberWhoIsStillThereIsCensoredNotLost) {
    const Asked asked(kSurvivalDays,
                      {{"ann", "tea:start@0 tea:1@1 tea:cancel(price)@20"},
                       {"bob", "tea:start@0 tea:1@1"},
                       {"cat", "tea:start@80 tea:1@81"}},
                      100);
    // Day 20: three at risk of whom one leaves, but cat is censored on day 20 and stays at risk.
    EXPECT_EQ(asked.cell("groups", 0, "n").value, 3);
    EXPECT_EQ(asked.cell("groups", 0, "lost").value, 1);
    EXPECT_EQ(asked.cell("groups", 0, "kept").value, 2);
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "day_90").value.value(), 2.0 / 3.0);
    EXPECT_FALSE(asked.cell("groups", 0, "day_180").value.has_value());
    EXPECT_THAT(asked.people("lost/all"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("kept/all"), ElementsAre("bob", "cat"));
}

TEST(SurvivalDays, WhoCancelsOnTheDayOfTheStartIsGoneFromTheFirstPoint) {
    const Asked asked(kSurvivalDays, {{"ann", "tea:start@0 tea:cancel(price)@0"}}, 10);
    EXPECT_EQ(asked.column("curves", "all"), std::vector<double>{0.0});
    EXPECT_EQ(asked.headline("median"), 0);
}

TEST(SurvivalDays, GroupsStandBesideEachOtherTheLargestFirst) {
    const Asked asked(kSurvivalDays,
                      {{"ann", "tea:start@0 tea:cancel(price)@5"},
                       {"bob", "tea:start@0 tea:cancel(price)@9"},
                       {"cat", "gum:start@0"}},
                      100, {"by:product"});
    EXPECT_THAT(asked.texts("groups", "group"), ElementsAre("tea", "gum"));
    EXPECT_THAT(asked.column("groups", "lost"), ElementsAre(2, 0));
    // Days 5 and 9: expected of gum 1/3 and 1/2, variance 2/9 and 1/4, chi-square 25/17.
    EXPECT_NEAR(asked.headline("log_rank_p"), 0.2253, 0.00005);
}

TEST(SurvivalDays, WhatIsKnownOfTheCustomerSplitsToo) {
    const std::vector<journey::TestCustomer> shop{
        {"ann", "soap@0 tea:start@1", "", "", 1990, journey::Sex::Female, "gold"},
        {"bob", "cream@0! tea:start@1 tea:cancel@9", "", "", 1950, journey::Sex::Male}};
    const auto lost = [&](const std::string& by, const std::string& group) {
        return Asked(kSurvivalDays, shop, 50, {"by:" + by}).people("lost/" + group);
    };
    EXPECT_THAT(lost("sex", "male"), ElementsAre("bob"));
    EXPECT_THAT(lost("sex", "female"), IsEmpty());
    EXPECT_THAT(lost("age", "70"), ElementsAre("bob"));
    EXPECT_THAT(lost("rank", ""), ElementsAre("bob"));
    // The only order of bob does not count.
    EXPECT_THAT(lost("first_product", "0"), ElementsAre("bob"));
    const Asked asked(kSurvivalDays, shop, 50, {"by:first_product"});
    EXPECT_THAT(asked.people("kept/100"), ElementsAre("ann"));
}

TEST(SurvivalDays, ASegmentSplitsThoseInItFromAllOthers) {
    const Asked asked(kSurvivalDays,
                      {{"ann", "tea:start@0 tea:cancel(price)@5", "web"},
                       {"bob", "tea:start@0", "tv"},
                       {"cat", "tea:start@0", "tv"}},
                      100, {"by:segment", "segment:1"});
    EXPECT_THAT(asked.report().remarks,
                testing::Contains(testing::StartsWith("Members of segments are those of 2024-")));
    for (const Headline& headline : asked.report().headlines) EXPECT_NE(headline.key, "log_rank_p");
    EXPECT_THAT(asked.texts("groups", "group"), ElementsAre("Not in s1", "s1"));
    EXPECT_THAT(asked.people("lost/in"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("kept/out"), ElementsAre("bob", "cat"));
}

TEST(SurvivalDays, NobodyWhoStartedInThePeriodIsSaid) {
    journey::Filter filter;
    filter.from = journey::kTestStart + 50;
    const Asked asked(kSurvivalDays, {{"ann", "tea:start@0 tea:1@1"}}, 100, {}, filter);
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THAT(asked.report().figures, IsEmpty());
}

TEST(SurvivalDays, AGroupThatDoesNotExistIsRefused) {
    const Asked asked(kSurvivalDays, {{"ann", "tea:start@0 tea:1@1"}}, 100);
    EXPECT_THROW(asked.people("lost/999"), Error);
    EXPECT_THROW(asked.people("gone/all"), Error);
}

}  // namespace tsunagi::insight

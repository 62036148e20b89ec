#include "insight/trial_conversion/trial_conversion.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(TrialConversion, YesterdaysTrialIsCensoredNotFailed) {
    const Asked asked(
        kTrialConversion,
        {{"ann", "mini@0 tea:start@10 tea:1@11"}, {"bob", "mini@0"}, {"cat", "mini@95"}}, 100);
    EXPECT_DOUBLE_EQ(asked.headline("started"), 1.0 / 3.0);
    // On day 10 two are at risk: cat was seen for five days only.
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "day_60").value.value(), 0.5);
    EXPECT_THAT(asked.people("started/" + std::to_string(asked.journeys().product_id("mini"))),
                ElementsAre("ann"));
}

TEST(TrialConversion, WhoBeganWithASubscriptionTriedNothing) {
    const Asked asked(kTrialConversion,
                      {{"ann", "tea:start@0 tea#1@1 tea:1@1"}, {"bob", "tea:start@0 mini@5"}}, 50);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(TrialConversion, AReturnedOrderWasNoTrial) {
    const Asked asked(kTrialConversion, {{"ann", "soap@0! mini@3 tea:start@5"}}, 50);
    EXPECT_THAT(asked.texts("groups", "group"), ElementsAre("mini"));
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "day_14").value.value(), 1.0);
}

TEST(TrialConversion, OperatorsCountFromTheirFirstContactWhoHadNotStartedThen) {
    const Asked asked(kTrialConversion,
                      {{"ann", "call:order:agent(5)@0 mini@1 call:order@2 "
                               "call:order:agent(9):no_answer@2 call:order:agent(7)@3 "
                               "call:order:agent(8)@4 tea:start@9"},
                       {"bob", "mini@1 tea:start@4 call:order:agent(7)@8"},
                       {"cat", "mini@1 tea:start@20"},
                       {"dan", "mini@1 call:order:agent(7)@30 tea:start@60"},
                       {"eve", "mini@1 call:order:agent(7)@5 tea:start@5"}},
                      50, {"by:agent"});
    EXPECT_THAT(asked.texts("groups", "group"), ElementsAre("#7"));
    EXPECT_THAT(asked.people("all/7"), ElementsAre("ann", "dan", "eve"));
    EXPECT_THAT(asked.people("started/7"), ElementsAre("ann", "eve"));
    // ann waited 6 days from the contact, eve none; dan is seen for 20.
    EXPECT_DOUBLE_EQ(asked.cell("curves", 0, "7").value.value(), 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.cell("curves", 1, "7").value.value(), 2.0 / 3.0);
    EXPECT_EQ(asked.report().meta.n, 3);
    EXPECT_THROW(asked.people("started/0"), Error);
}

TEST(TrialConversion, OperatorsAreNotTestedAgainstEachOther) {
    const std::vector<journey::TestCustomer> shop{
        {"ann", "mini@1 call:order:agent(7)@3 tea:start@9", "web"},
        {"bob", "mini@1 call:order:agent(8)@3", "tv"}};
    const auto tested = [&](const std::string& by) {
        const Asked asked(kTrialConversion, shop, 50, {by});
        return std::ranges::any_of(asked.report().headlines, [](const Headline& headline) {
            return headline.key == "log_rank_p";
        });
    };
    EXPECT_TRUE(tested("by:medium"));
    EXPECT_FALSE(tested("by:agent"));
}

TEST(TrialConversion, ASegmentSplitsThoseInItFromAllOthers) {
    const std::vector<journey::TestCustomer> shop{
        {"ann", "mini@0 tea:start@10", "web"}, {"bob", "mini@0", "tv"}, {"cat", "mini@5", "tv"}};
    const Asked asked(kTrialConversion, shop, 100, {"by:segment", "segment:1"});
    EXPECT_THAT(asked.texts("groups", "group"), ElementsAre("Not in s1", "s1"));
    EXPECT_THAT(asked.people("started/in"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("waiting/out"), ElementsAre("bob", "cat"));
    const Asked unchosen(kTrialConversion, shop, 100, {"by:segment"});
    EXPECT_THAT(unchosen.texts("groups", "group"), ElementsAre("All"));
    EXPECT_THAT(unchosen.report().remarks, SizeIs(1));
}

TEST(TrialConversion, OnlyTrialsOfThePeriodAreAsked) {
    journey::Filter filter;
    filter.from = journey::kTestStart + 20;
    const Asked asked(kTrialConversion, {{"ann", "mini@0"}, {"bob", "mini@30"}}, 50, {"by:none"},
                      filter);
    EXPECT_THAT(asked.people("all/all"), ElementsAre("bob"));
}

TEST(TrialConversion, AGroupThatDoesNotExistIsRefused) {
    const Asked asked(kTrialConversion, {{"ann", "mini@0"}}, 50);
    EXPECT_THROW(asked.people("started/moon"), Error);
    EXPECT_THROW(asked.people("failed/all"), Error);
}

}  // namespace tsunagi::insight

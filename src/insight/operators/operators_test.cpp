#include "insight/operators/operators.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Operator 7 gets the easy ones and keeps 3 of 4, operator 5 the hard ones and keeps 1 of 4; with
// like customers they keep the same.
std::vector<journey::TestCustomer> easy_and_hard() {
    std::vector<journey::TestCustomer> customers;
    const auto add = [&](const std::string& reason, int agent, bool kept) {
        std::string events = "tea:start@0 call:cancel(" + reason + "):agent(" +
                             std::to_string(agent) + ")@10";
        if (!kept) events += " tea:cancel(" + reason + ")@15";
        customers.push_back({"c" + std::to_string(customers.size()), events});
    };
    for (int i = 0; i < 4; ++i) {
        add("price", 7, i < 3);
        add("moving", 5, i < 1);
    }
    return customers;
}

}  // namespace

TEST(Operators, WhoGetsTheHardCustomersIsNotToBlame) {
    const Asked asked(kOperators, easy_and_hard(), 100);
    EXPECT_DOUBLE_EQ(asked.headline("rate"), 0.5);
    // In the order of names, #5 and #7.
    EXPECT_THAT(asked.column("operators", "observed"), ElementsAre(1, 3));
    EXPECT_THAT(asked.column("operators", "expected"), ElementsAre(1, 3));
    EXPECT_THAT(asked.column("operators", "ratio"), ElementsAre(1, 1));
    EXPECT_THAT(asked.column("operators", "adjusted"), ElementsAre(0.5, 0.5));
}

TEST(Operators, NoiseIsNotRanked) {
    const Asked asked(kOperators, easy_and_hard(), 100);
    EXPECT_GT(asked.headline("p"), 0.05);
    EXPECT_THAT(asked.texts("operators", "operator"), ElementsAre("#5", "#7"));
}

TEST(Operators, ADifferenceBeyondNoiseIsRanked) {
    std::vector<journey::TestCustomer> customers;
    for (int i = 0; i < 40; ++i) {
        customers.push_back(
            {"good" + std::to_string(i), "tea:start@0 call:cancel(price):agent(9)@10" +
                                             std::string(i < 4 ? " tea:cancel@11" : "")});
        customers.push_back(
            {"bad" + std::to_string(i), "tea:start@0 call:cancel(price):agent(5)@10" +
                                            std::string(i < 30 ? " tea:cancel@11" : "")});
    }
    const Asked asked(kOperators, customers, 100);
    EXPECT_LT(asked.headline("p"), 0.001);
    EXPECT_THAT(asked.texts("operators", "operator"), ElementsAre("#9", "#5"));
    EXPECT_LT(asked.cell("operators", 0, "adjusted").value.value(), 0.9);  // shrunk
}

TEST(Operators, OrdersWithinFourteenDaysCount) {
    const Asked asked(kOperators,
                      {{"ann", "call:order:agent(7)@1 soap@15"},
                       {"bob", "call:order:agent(7)@1 soap@16"},
                       {"cat", "call:win_back:agent(8)@1 soap@3!"}},
                      50, {"aim:ordered"});
    EXPECT_THAT(asked.people("all/7"), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("achieved/7"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("achieved/8"), IsEmpty());
}

TEST(Operators, ACallThatNobodyAnsweredIsNoTalk) {
    const std::vector<journey::TestCustomer> shop{
        {"ann", "tea:start@0 call:cancel:agent(7)@10"},
        {"bob", "tea:start@0 call:retention_call:agent(7):no_answer@10"}};
    const Asked kept(kOperators, shop, 100);
    EXPECT_THAT(kept.people("all/7"), ElementsAre("ann"));
    EXPECT_EQ(kept.figure("operators").columns[1].label, "Talks about leaving or staying");
    const Asked ordered(kOperators,
                        {{"ann", "call:order:agent(7)@1 soap@3"},
                         {"bob", "call:win_back:agent(7):no_answer@1 soap@3"}},
                        50, {"aim:ordered"});
    EXPECT_THAT(ordered.people("all/7"), ElementsAre("ann"));
    EXPECT_EQ(ordered.figure("operators").columns[2].label, "Ordered in 14 days");
}

TEST(Operators, ADeliveryThatWasDueAnywayIsNoOrderOfTheirs) {
    const Asked asked(kOperators,
                      {{"ann", "tea:start@0 call:order:agent(7)@1 tea#2@5"},
                       {"bob", "tea:start@0 call:order:agent(7)@1 tea#2@5 soap@9"}},
                      50, {"aim:ordered"});
    EXPECT_DOUBLE_EQ(asked.headline("rate"), 0.5);
    EXPECT_THAT(asked.people("achieved/7"), ElementsAre("bob"));
}

TEST(Operators, ACancellationAskedForCountsBeforeItTakesEffect) {
    const Asked asked(kOperators,
                      {{"ann", "tea:start@0 call:cancel:agent(7)@10 tea:cancel(price)@150/12"},
                       {"bob", "tea:start@0 call:cancel:agent(7)@10 tea:cancel(price)@150/101"},
                       {"cat", "tea:start@0 call:cancel:agent(7)@10 tea:cancel(price)@150/9"}},
                      100);
    // cat had decided before; bob has not on day 100.
    EXPECT_THAT(asked.people("all/7"), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("achieved/7"), ElementsAre("bob"));
}

TEST(Operators, OfAProductOnlyItsSubscriptionsAreKept) {
    journey::Filter tea;
    tea.product = {100};
    const Asked asked(kOperators,
                      {{"ann", "tea:start@0 gum:start@0 call:cancel:agent(7):tea@10 gum:cancel@15"},
                       {"bob", "gum:start@0 call:cancel:agent(7):tea@10"}},
                      100, {}, tea);
    EXPECT_THAT(asked.people("all/7"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("achieved/7"), ElementsAre("ann"));
}

TEST(Operators, WhatIsTooRecentOrOfNobodyIsNotCounted) {
    const Asked asked(kOperators,
                      {{"ann", "tea:start@0 call:cancel:agent(7)@80"},
                       {"bob", "tea:start@0 call:cancel@10"},
                       {"cat", "call:cancel:agent(7)@10"}},
                      100);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(Operators, AllKeptGivesNoAdjustedRate) {
    const Asked asked(kOperators, {{"ann", "tea:start@0 call:cancel:agent(7)@10"}}, 100);
    EXPECT_DOUBLE_EQ(asked.headline("rate"), 1.0);
    EXPECT_FALSE(asked.cell("operators", 0, "adjusted").value);
}

TEST(Operators, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kOperators, easy_and_hard(), 100);
    for (const auto* key : {"", "all", "all/99", "lost/7"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight

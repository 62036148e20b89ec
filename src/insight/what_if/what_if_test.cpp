#include "insight/what_if/what_if.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// On day 99: ann 100 days in force, bob 50, cat 100. One cancellation in 250 days.
std::vector<journey::TestCustomer> three() {
    return {{"ann", "tea:start=3000@0"},
            {"bob", "tea:start=3000@0 tea:cancel@50"},
            {"cat", "tea:start=2000@0 tea:change=1000@5"}};
}

const double kLoss = 1 - std::exp(-365.25 / 12 / 250);

}  // namespace

TEST(WhatIf, UsesTheShopsOwnFigures) {
    const Asked asked(kWhatIf, three(), 99);
    EXPECT_DOUBLE_EQ(asked.headline("in_force"), 2);
    EXPECT_DOUBLE_EQ(asked.headline("monthly"), 2000);
    EXPECT_THAT(asked.headline("loss"), DoubleNear(kLoss, 1e-12));
    EXPECT_THAT(asked.people("in_force"), ElementsAre("ann", "cat"));
    EXPECT_THAT(asked.report().remarks,
                testing::Contains(testing::HasSubstr("\"Worth of subscriptions (sBG and")));
}

TEST(WhatIf, AWithdrawnCancellationLeavesAPauseAsItWas) {
    auto shop = three();
    shop.push_back({"dan", "tea:start=9000@0 tea:pause@20 tea:withdraw@30 oil:start=500@0"});
    const Asked asked(kWhatIf, shop, 99);
    EXPECT_DOUBLE_EQ(asked.headline("monthly"), 4500.0 / 3);
}

TEST(WhatIf, AYearIsTheSumOfTwelveMonths) {
    const Asked asked(kWhatIf, three(), 99, {"points:20", "margin:50"});
    double months = 0;
    for (int month = 1; month <= 12; ++month) months += std::pow(1 - kLoss, month);
    EXPECT_THAT(asked.cell("years", 0, "sales").value.value(), DoubleNear(4000 * months, 1e-6));
    EXPECT_THAT(asked.cell("years", 1, "loss").value.value(), DoubleNear(kLoss - 0.02, 1e-12));
    EXPECT_GT(asked.cell("years", 1, "profit").value.value(),
              asked.cell("years", 0, "profit").value.value());
}

TEST(WhatIf, KeepingAndWinningAreComparedForAsManyPeople) {
    const Asked asked(kWhatIf, three(), 99, {"acquisition:10000", "keeping:2000"});
    EXPECT_DOUBLE_EQ(asked.headline("ratio"), 5);
    EXPECT_THAT(asked.cell("costs", 1, "cost").value.value(),
                DoubleNear(5 * asked.cell("costs", 0, "cost").value.value(), 1e-6));
}

TEST(WhatIf, NoCostIsInventedBeforeItIsEntered) {
    const Asked asked(kWhatIf, three(), 99);
    const auto has = [&](std::string_view key) {
        return std::ranges::count(asked.report().headlines, key, &Headline::key) > 0;
    };
    EXPECT_FALSE(has("ratio"));
    EXPECT_FALSE(has("payback"));
    EXPECT_FALSE(has("margin"));
    EXPECT_EQ(std::ranges::count(asked.report().figures, "costs", &Figure::key), 0);
    EXPECT_FALSE(asked.cell("years", 0, "profit").value);
    EXPECT_FALSE(asked.cell("five_points", 0, "net").value);
    const Asked entered(kWhatIf, three(), 99, {"keeping:2000"});
    EXPECT_FALSE(entered.cell("costs", 1, "cost").value);
}

// Tea costs 60; of the year's deliveries 700 were sold with three pieces. Soap has no cost, and
// what was bought without a contract is no delivery.
TEST(WhatIf, TheMarginIsThatOfTheShopsOwnCosts) {
    auto shop = three();
    shop.push_back({"dan", "tea=999@3 tea#1=200,tea#1=200,soap#1=100@9 tea#2=300@40"});
    const auto journeys = journey::journeys_of(shop);
    Labels labels;
    labels.costs.emplace(journeys.product_id("tea"), Money{60});
    const auto margin = [&](std::vector<std::string> words) {
        const Choices choices(kWhatIf.choices, words);
        const auto scope = journey::scope_of(journeys.at(99), {}, 2);
        const journey::Filter filter{};
        const Report report = report_of(kWhatIf, Question{scope, filter, labels, choices});
        return std::ranges::find(report.headlines, "margin", &Headline::key)->cell.value.value();
    };
    EXPECT_DOUBLE_EQ(margin({}), (700.0 - 3 * 60) / 700);
    EXPECT_DOUBLE_EQ(margin({"margin:40"}), 0.4);
}

TEST(WhatIf, FivePointsMoreRetentionAreWorthLongerLives) {
    const Asked asked(kWhatIf, three(), 99, {"margin:50", "acquisition:10000"});
    const double kept = std::pow(1 - kLoss, 12);
    const double lower = 1 - std::pow(kept + 0.05, 1.0 / 12);
    const double now = (1 - kLoss) / kLoss;
    const double more = (1 - lower) / lower;
    EXPECT_NEAR(asked.headline("five"), more / now - 1, 1e-9);
    EXPECT_NEAR(asked.cell("five_points", 1, "kept").value.value(), kept + 0.05, 1e-12);
    EXPECT_NEAR(asked.cell("five_points", 0, "profit").value.value(), now * 2000 / 2, 1e-6);
    EXPECT_NEAR(asked.cell("five_points", 1, "net").value.value(), more * 1000 - 10000, 1e-6);
    const Headline& five = *std::ranges::find(asked.report().headlines, "five", &Headline::key);
    EXPECT_EQ(five.cell.n, 1);
    EXPECT_TRUE(five.cell.immature);
}

TEST(WhatIf, TheIntervalOfFivePointsIsThatOfTheLoss) {
    std::vector<journey::TestCustomer> shop;
    for (int i = 0; i < 200; ++i) {
        const auto name = "c" + std::to_string(i);
        shop.push_back({name, i % 2 == 0 ? "tea:start=3000@0" : "tea:start=3000@0 tea:cancel@180"});
    }
    const Asked asked(kWhatIf, shop, 364);
    const Headline& five = *std::ranges::find(asked.report().headlines, "five", &Headline::key);
    EXPECT_EQ(five.cell.n, 100);
    EXPECT_LT(five.cell.low.value(), five.cell.value.value());
    EXPECT_GT(five.cell.high.value(), five.cell.value.value());
}

TEST(WhatIf, WhoeverWouldAllStayHasNoLengthOfLife) {
    // One of 40 leaves in a year: kept is 97 %.
    std::vector<journey::TestCustomer> shop{{"lost", "tea:start=3000@0 tea:cancel@360"}};
    for (int i = 0; i < 39; ++i) shop.push_back({"c" + std::to_string(i), "tea:start=3000@0"});
    const Asked asked(kWhatIf, shop, 364);
    EXPECT_EQ(asked.cell("five_points", 1, "kept").value, 1);
    EXPECT_FALSE(asked.cell("five_points", 1, "profit").value);
    const Headline& five = *std::ranges::find(asked.report().headlines, "five", &Headline::key);
    EXPECT_FALSE(five.cell.value);
}

TEST(WhatIf, ALossDoesNotFallBelowZero) {
    const Asked asked(kWhatIf, three(), 99, {"points:500"});
    EXPECT_DOUBLE_EQ(asked.cell("years", 1, "kept").value.value(), 1);
}

TEST(WhatIf, APausedSubscriptionPaysNothing) {
    auto shop = three();
    shop.push_back({"dan", "tea:start=9000@0 tea:pause@50"});
    shop.push_back({"eve", "tea:start=5000@0 tea:pause@50 tea:resume@60"});
    const Asked asked(kWhatIf, shop, 99);
    EXPECT_DOUBLE_EQ(asked.headline("in_force"), 3);
    EXPECT_DOUBLE_EQ(asked.headline("monthly"), 3000);  // (3000 + 1000 + 5000) / 3
    EXPECT_THAT(asked.people("in_force"), ElementsAre("ann", "cat", "eve"));
    // Who is paused may leave all the same: 450 days in force.
    EXPECT_THAT(asked.headline("loss"), DoubleNear(1 - std::exp(-365.25 / 12 / 450), 1e-12));
}

TEST(WhatIf, AShopThatLosesEverybodyWithinAMonthHasNoGain) {
    std::vector<journey::TestCustomer> shop{{"ann", "tea:start=3000@99"}};
    for (int i = 0; i < 40; ++i) {
        shop.push_back({"c" + std::to_string(i), "tea:start=3000@99 tea:cancel@99"});
    }
    const Asked asked(kWhatIf, shop, 99);
    EXPECT_DOUBLE_EQ(asked.headline("loss"), 1);
    EXPECT_TRUE(std::ranges::none_of(
        asked.report().headlines, [](const Headline& headline) { return headline.key == "gain"; }));
}

TEST(WhatIf, WithoutCancellationsThereIsNotEnoughData) {
    const Asked asked(kWhatIf, {{"ann", "tea:start=3000@0"}}, 99);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THROW(asked.people("moon"), Error);
}

}  // namespace tsunagi::insight

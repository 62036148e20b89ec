#include "insight/leaving_signs/leaving_signs.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Watched for 60 days on day 300: the cut is day 240. ann and bob ask to leave after it.
std::vector<journey::TestCustomer> five() {
    return {{"ann", "tea:start@0 tea:skip@100 tea:skip@130 tea:cancel@290/250"},
            {"bob", "tea:start@0 tea:skip@100 tea:cancel@290"},
            {"cat", "tea:start@0 tea:skip@200"},
            {"dan", "tea:start@0"},
            {"eve", "tea:start@0 tea:pause@200"}};
}

std::vector<std::string> days_60(const std::string& fact) { return {"days:60", "fact:" + fact}; }

}  // namespace

TEST(LeavingSigns, WhoAsksToLeaveWithinTheDaysLeft) {
    const Asked asked(kLeavingSigns, five(), 300, days_60("skips"));
    EXPECT_DOUBLE_EQ(asked.headline("left"), 0.4);
    EXPECT_THAT(asked.people("left"), ElementsAre("ann", "bob"));
    EXPECT_EQ(asked.report().meta.n, 5);
}

TEST(LeavingSigns, OnlyThoseInForceAtTheCutAreCounted) {
    const Asked asked(kLeavingSigns,
                      {{"ann", "tea:start@0 tea:cancel@250"},
                       {"bob", "tea:start@0"},
                       {"cat", "tea:start@0 tea:cancel@260/230"},  // had asked before
                       {"dan", "tea:start@250 tea:cancel@260"},    // started after
                       {"eve", "tea:start@0 tea:cancel@10 tea:resume@20"},
                       {"fay", "tea:start@0 tea:cancel@200~280"}},  // nobody knew yet
                      300, days_60("orders"));
    EXPECT_EQ(asked.report().meta.n, 3);
    EXPECT_THAT(asked.people("left"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("then/orders/0"), ElementsAre("ann", "bob", "eve"));
}

TEST(LeavingSigns, WhoTakesHerCancellationBackStayed) {
    const Asked asked(kLeavingSigns,
                      {{"ann", "tea:start@0 tea:cancel@250"},
                       {"bob", "tea:start@0 tea:cancel@250 tea:withdraw@255"}},
                      300, days_60("orders"));
    EXPECT_THAT(asked.people("left"), ElementsAre("ann"));
    EXPECT_EQ(asked.report().meta.n, 2);
}

TEST(LeavingSigns, WhoTakesALaterCancellationBackHadLeft) {
    const Asked asked(kLeavingSigns,
                      {{"ann", "tea:start@0 tea:cancel@250 tea:start@260 tea:withdraw@280"},
                       {"bob", "tea:start@0"}},
                      300, days_60("orders"));
    EXPECT_THAT(asked.people("left"), ElementsAre("ann"));
}

TEST(LeavingSigns, TheFilterChoosesByTheSubscription) {
    journey::Filter soap;
    soap.product = {100};
    const Asked asked(kLeavingSigns,
                      {{"ann", "soap:start@0 soap:cancel@250"},
                       {"bob", "soap:start@0 tea:start@0 tea:cancel@250"},
                       {"cat", "tea:start@0 tea:cancel@250"}},
                      300, days_60("orders"), soap);
    EXPECT_EQ(asked.report().meta.n, 2);
    EXPECT_THAT(asked.people("left"), ElementsAre("ann"));

    journey::Filter late;
    late.from = journey::kTestStart + 100;
    const Asked taken_up(kLeavingSigns,
                         {{"ann", "tea:start@0 tea:cancel@20 tea:resume@110 tea:cancel@250"},
                          {"bob", "tea:start@0 tea:cancel@250"},
                          {"cat", "tea:start@150"}},
                         300, days_60("orders"), late);
    EXPECT_EQ(taken_up.report().meta.n, 2);
    EXPECT_THAT(taken_up.people("left"), ElementsAre("ann"));
}

TEST(LeavingSigns, AHistoryThatBeginsWithAWithdrawalIsTakenUpThen) {
    journey::Filter late;
    late.from = journey::kTestStart + 100;
    const Asked asked(kLeavingSigns,
                      {{"ann", "tea:start@110 tea:cancel@250"},
                       {"bob", "tea:withdraw@110"},
                       {"cat", "tea:withdraw@90"},
                       {"dan", "tea:start@90 tea:cancel@200 tea:withdraw@210"}},
                      300, days_60("skips"), late);
    EXPECT_EQ(asked.report().meta.n, 2);
}

TEST(LeavingSigns, TheDifferenceIsThatOfMeansInStandardDeviations) {
    const Asked asked(kLeavingSigns, five(), 300, days_60("skips"));
    // Skips 2, 1 against 1, 0, 0: means 3/2 and 1/3, squares 1/2 and 2/3, 3 degrees of freedom.
    const double g = (1.5 - 1.0 / 3) / std::sqrt((0.5 + 2.0 / 3) / 3) * (1 - 3.0 / 11);
    const double error = std::sqrt(5.0 / 6 + g * g / 10);
    const auto facts = asked.texts("signs", "fact");
    const auto row = std::ranges::find(facts, "Skips") - facts.begin();
    const Cell& cell = asked.cell("signs", static_cast<std::size_t>(row), "effect");
    EXPECT_THAT(cell.value.value(), DoubleNear(g, 1e-12));
    EXPECT_THAT(cell.low.value(), DoubleNear(g - 1.959963984540054 * error, 1e-12));
    EXPECT_TRUE(cell.immature) << "of five nothing is shown";
    EXPECT_THAT(facts, SizeIs(43));
}

TEST(LeavingSigns, MeansStandBesideEachOther) {
    const Asked asked(kLeavingSigns, five(), 300, days_60("skips"));
    const auto facts = asked.texts("means_number", "fact");
    const auto row = static_cast<std::size_t>(std::ranges::find(facts, "Pauses") - facts.begin());
    EXPECT_DOUBLE_EQ(asked.cell("means_number", row, "left").value.value(), 0);
    EXPECT_DOUBLE_EQ(asked.cell("means_number", row, "stayed").value.value(), 1.0 / 3);
    EXPECT_EQ(asked.cell("means_number", row, "stayed").n, 3);
}

TEST(LeavingSigns, WhatManyLeaversHadIsShown) {
    std::vector<journey::TestCustomer> shop;
    for (int i = 0; i < 100; ++i) {
        const std::string events = i % 2 == 0 ? "tea:start@0 tea:skip@230 tea:cancel@250"
                                              : "tea:start@0";
        shop.push_back({"p" + std::to_string(i), events + (i % 20 < 2 ? " tea2:start@0" : "") +
                                                     (i % 3 == 0 ? " tea:skip@40" : "")});
    }
    const Asked asked(kLeavingSigns, shop, 300, days_60("strongest"));
    EXPECT_EQ(asked.texts("signs", "fact").front(), "Skips");
    EXPECT_FALSE(asked.cell("signs", 0, "effect").immature);
    // Of those whose mean is the same in both: far within chance.
    EXPECT_TRUE(asked.cell("signs", 40, "effect").immature);
}

TEST(LeavingSigns, BandsHoldEqualValuesTogether) {
    const Asked asked(kLeavingSigns, five(), 300, days_60("skips"));
    // 0, 0, 1, 1, 2
    EXPECT_THAT(asked.column("bands_skips", "from"), ElementsAre(0, 1, 2));
    EXPECT_THAT(asked.column("bands_skips", "people"), ElementsAre(2, 2, 1));
    EXPECT_THAT(asked.column("bands_skips", "rate"), ElementsAre(0, 0.5, 1));
    EXPECT_THAT(asked.people("then/skips/1"), ElementsAre("bob", "cat"));
    EXPECT_THAT(asked.people("left/skips/1"), ElementsAre("bob"));
}

TEST(LeavingSigns, ThoseOfTodayStandInTheBandOfTheirFactOfToday) {
    const Asked asked(kLeavingSigns,
                      {{"ann", "tea:start@0 tea:skip@100 tea:cancel@250"},
                       {"bob", "tea:start@0 tea:skip@280"},
                       {"cat", "tea:start@290"}},
                      300, days_60("skips"));
    EXPECT_THAT(asked.column("bands_skips", "people"), ElementsAre(1, 1));
    EXPECT_THAT(asked.people("now/skips/0"), ElementsAre("cat"));
    EXPECT_THAT(asked.people("now/skips/1"), ElementsAre("bob"));
}

TEST(LeavingSigns, WhoHasNoSuchFactStandsApart) {
    const Asked asked(
        kLeavingSigns,
        {{"ann", "tea:start@0 call:usage@200 tea:cancel@250"}, {"bob", "tea:start@0"}}, 300,
        days_60("days_since_contact"));
    EXPECT_THAT(asked.texts("bands_days_since_contact", "band"), ElementsAre("1", "No value"));
    EXPECT_THAT(asked.people("then/days_since_contact/1"), ElementsAre("bob"));
}

TEST(LeavingSigns, BandsOfTwoFactsAreNotTheSameFigure) {
    const Asked skips(kLeavingSigns, five(), 300, days_60("skips"));
    const Asked orders(kLeavingSigns, five(), 300, days_60("orders"));
    EXPECT_NE(skips.report().figures[1].key, orders.report().figures[1].key);
}

TEST(LeavingSigns, WithoutAnybodyWhoLeftThereIsNothingToCompare) {
    const Asked stay(kLeavingSigns, {{"ann", "tea:start@0"}}, 300, days_60("skips"));
    EXPECT_THAT(stay.report().figures, IsEmpty());
    EXPECT_THAT(stay.report().remarks, SizeIs(1));
    const Asked empty(kLeavingSigns, {}, 300, days_60("skips"));
    EXPECT_THAT(empty.report().remarks, SizeIs(1));
}

TEST(LeavingSigns, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kLeavingSigns, five(), 300, days_60("skips"));
    for (const auto* key : {"", "then", "then/moon/1", "then/skips/9", "moon/skips/1",
                            "left/skips/-1", "left/skips/x"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight

#include "insight/recurring_revenue/recurring_revenue.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Texts count from 2024-01-01: January is days 0 to 30, February 31 to 59, March 60 to 90.
constexpr int kFirstOfMarch = 60;

// January: ann, bob, cat and dan pay 1000 each. February: ann pays 400 more, bob half, cat left,
// dan paused; eve is new.
std::vector<journey::TestCustomer> two_months() {
    return {{"ann", "tea:start=1000@2 tea:change=1400@40"},
            {"bob", "tea:start=1000@2 tea:change=500@40"},
            {"cat", "tea:start=1000@2 tea:cancel(price)@40"},
            {"dan", "tea:start=1000@2 tea:pause@40"},
            {"eve", "gum:start=700@35"}};
}

}  // namespace

TEST(RecurringRevenue, TheBridgeLeadsFromOneMonthsEndToTheNext) {
    const Asked asked(kRecurringRevenue, two_months(), kFirstOfMarch);
    EXPECT_THAT(asked.column("bridge", "amount"),
                ElementsAre(4000, 700, 0, 0, 400, -500, -1000, -1000, 2600));
    EXPECT_THAT(asked.column("bridge", "customers"), ElementsAre(4, 1, 0, 0, 1, 1, 1, 1, 3));
    EXPECT_THAT(asked.people("paused/2024-02"), ElementsAre("dan"));
    EXPECT_THAT(asked.people("paying/2024-01"), SizeIs(4));
}

TEST(RecurringRevenue, PausedMoneyIsLostRevenueButNoLostCustomer) {
    const Asked asked(kRecurringRevenue, two_months(), kFirstOfMarch);
    EXPECT_DOUBLE_EQ(asked.headline("customers"), 1.0 / 4.0);
    EXPECT_DOUBLE_EQ(asked.headline("gross"), 2500.0 / 4000.0);
    EXPECT_DOUBLE_EQ(asked.headline("net"), 2100.0 / 4000.0);
}

TEST(RecurringRevenue, AnotherPriceOfTheSameIsARiseAndNoExpansion) {
    const Asked asked(kRecurringRevenue,
                      {{"ann", "tea:start=1000@2 tea:change(price_change)=1100@40"},
                       {"bob", "tea:start=1000@2 tea:change=2000@35 "
                               "tea:change(price_change)=2200@40"},
                       {"cat", "tea:start=1000@2 tea:change(price_change)=1100@40 tea:cancel@45"},
                       {"dan", "tea:start=1000@35 tea:change(price_change)=1100@40"},
                       {"eve", "tea:start=1000@2 tea:change(price_change)=1100@35 "
                               "tea:change=1000@40"}},
                      kFirstOfMarch);
    EXPECT_THAT(asked.column("bridge", "amount"),
                ElementsAre(4000, 1100, 0, 400, 1000, -100, 0, -1000, 5400));
    EXPECT_THAT(asked.column("bridge", "customers"), ElementsAre(4, 1, 0, 3, 1, 1, 0, 1, 4));
    EXPECT_THAT(asked.people("price_rise/2024-02"), ElementsAre("ann", "bob", "eve"));
    EXPECT_THAT(asked.people("expansion/2024-02"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("contraction/2024-02"), ElementsAre("eve"));
    EXPECT_DOUBLE_EQ(asked.headline("gross"), 1100.0 / 4000.0);
    EXPECT_DOUBLE_EQ(asked.headline("net_without_rises"), 100.0 / 4000.0);
    EXPECT_DOUBLE_EQ(asked.headline("net"), -300.0 / 4000.0);
}

TEST(RecurringRevenue, AnotherProductOrALowerPriceIsNoRiseOfPrices) {
    const Asked asked(kRecurringRevenue,
                      {{"ann", "tea:start=1000@2 tea:change(price_change)>gum=1100@40"},
                       {"bob", "tea:start=1000@2 tea:change(price_change)=900@40"}},
                      kFirstOfMarch);
    EXPECT_THAT(asked.people("price_rise/2024-02"), IsEmpty());
    EXPECT_THAT(asked.people("expansion/2024-02"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("contraction/2024-02"), ElementsAre("bob"));
}

TEST(RecurringRevenue, APriceThatRisesDuringAPauseCountsWhereItIsPaidAtBothEnds) {
    const Asked asked(kRecurringRevenue,
                      {{"ann", "tea:start=1000@2 tea:pause@35 tea:change(price_change)=1100@40 "
                               "tea:resume@45"},
                       {"bob", "tea:start=1000@2 tea:pause@20 tea:change(price_change)=1100@40 "
                               "tea:resume@45 gum:start=500@3"}},
                      kFirstOfMarch);
    EXPECT_THAT(asked.people("price_rise/2024-02"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("expansion/2024-02"), ElementsAre("bob"));
}

TEST(RecurringRevenue, WhoCancelsWhatWasPausedIsALostCustomerWithoutMoney) {
    const Asked asked(kRecurringRevenue,
                      {{"ann", "tea:start=1000@2 tea:pause@40 tea:cancel(price)@70"},
                       {"bob", "tea:start=1000@2"}},
                      91);
    EXPECT_THAT(asked.people("paused/2024-02"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("churn/2024-03"), ElementsAre("ann"));
    EXPECT_THAT(asked.column("months", "churn"), Each(0));
    EXPECT_THAT(asked.column("bridge", "customers"), ElementsAre(1, 0, 0, 0, 0, 0, 0, 1, 1));
    // In March it is one of the two of February's end, of whom one was paused.
    EXPECT_THAT(asked.column("rates", "customers"), ElementsAre(0, 0.5, 0));
}

TEST(RecurringRevenue, APauseOfLongAgoDoesNotPauseWhatIsCancelledNow) {
    const Asked asked(kRecurringRevenue,
                      {{"ann", "tea:start=1000@2 tea:pause@40 tea:cancel(price)@95 "
                               "gum:start=500@3 gum:cancel(price)@70"}},
                      120);
    EXPECT_THAT(asked.people("contraction/2024-02"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("paused/2024-03"), IsEmpty());
    EXPECT_THAT(asked.people("contraction/2024-03"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("churn/2024-04"), ElementsAre("ann"));
    EXPECT_THAT(asked.column("months", "contraction"), ElementsAre(0, -1000, -500, 0));
    EXPECT_THAT(asked.column("rates", "customers"), ElementsAre(0, 0, 1));
}

TEST(RecurringRevenue, APauseThatDoesNotOutlastItsMonthIsNone) {
    const Asked asked(kRecurringRevenue,
                      {{"ann", "tea:start=1000@2 tea:pause@40 tea:resume@45"},
                       {"bob", "tea:start=1000@2 tea:pause@40 tea:resume@45 tea:pause@50"},
                       {"cat", "tea:start=1000@2 tea:pause@40 tea:cancel@45"}},
                      kFirstOfMarch);
    EXPECT_THAT(asked.people("paused/2024-02"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("churn/2024-02"), ElementsAre("cat"));
}

TEST(RecurringRevenue, WhoComesBackIsReactivatedNotNew) {
    const Asked asked(kRecurringRevenue,
                      {{"ann", "tea:start=1000@2 tea:cancel(price)@40 tea:resume@70"}}, 90);
    EXPECT_THAT(asked.people("reactivation/2024-03"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("new/2024-03"), IsEmpty());
    EXPECT_THAT(asked.column("months", "mrr"), ElementsAre(1000, 0, 1000));
}

TEST(RecurringRevenue, AWithdrawnCancellationLeavesAPauseAsItWas) {
    const Asked asked(kRecurringRevenue, {{"ann", "tea:start=1000@2 tea:pause@40 tea:withdraw@50"}},
                      90);
    EXPECT_THAT(asked.column("months", "mrr"), ElementsAre(1000, 0, 0));
    EXPECT_THAT(asked.people("paused/2024-02"), ElementsAre("ann"));
}

TEST(RecurringRevenue, WhatIsKnownFromTheMiddleOnIsInForceUntilItIsPaused) {
    const Asked asked(kRecurringRevenue,
                      {{"ann", "tea:skip=1000@2 tea:skip@40"},
                       {"bob", "tea:pause=500@3 oil:start=300@3 oil:cancel(price)@40"}},
                      kFirstOfMarch);
    EXPECT_THAT(asked.column("months", "mrr"), ElementsAre(1300, 1000, 1000));
    EXPECT_THAT(asked.people("contraction/2024-02"), ElementsAre("bob"));
}

TEST(RecurringRevenue, APauseOfAnotherProductIsNotWhyTheAskedOneEnded) {
    const auto shop = {journey::TestCustomer{
        "ann", "tea:start=1000@2 tea:cancel@40 oil:start=300@3 oil:pause@40"}};
    const Asked asked(kRecurringRevenue, shop, kFirstOfMarch, {}, {.product = {100}});
    EXPECT_THAT(asked.people("churn/2024-02"), ElementsAre("ann"));
}

// Until February 2034: 122 months.
TEST(RecurringRevenue, AllMonthsAreShownUpToTenYearsAndTheOlderAreInTheFile) {
    const std::vector<journey::TestCustomer> ann{{"ann", "tea:start=1000@2 tea:cancel@40"}};
    const Asked three_years(kRecurringRevenue, ann, 1100);
    EXPECT_THAT(three_years.figure("months").rows, SizeIs(37));
    EXPECT_EQ(three_years.figure("months").left_out, 0);
    const Asked asked(kRecurringRevenue, ann, 3700);
    EXPECT_THAT(asked.figure("months").rows, SizeIs(120));
    EXPECT_EQ(asked.figure("months").left_out, 2);
    EXPECT_EQ(asked.figure("rates").left_out, 2);
    EXPECT_THAT(asked.filed().figures[1].rows, SizeIs(122));
    const Asked lately(kRecurringRevenue, ann, 3700, {}, {.from = parse_day("2033-01-01")});
    EXPECT_THAT(lately.figure("months").rows, SizeIs(14));
    EXPECT_EQ(lately.figure("months").left_out, 0);
}

TEST(RecurringRevenue, TwoSubscriptionsOfOneCustomerAreOneCustomer) {
    const Asked asked(kRecurringRevenue,
                      {{"ann", "tea:start=1000@2 tea:cancel(price)@40 gum:start=300@3"}},
                      kFirstOfMarch);
    EXPECT_THAT(asked.people("contraction/2024-02"), ElementsAre("ann"));
    EXPECT_DOUBLE_EQ(asked.headline("customers"), 0.0);
}

TEST(RecurringRevenue, TheMonthThatIsNotOverIsGreyAndTheHeadlineIsOfTheOneBefore) {
    const Asked last_day(kRecurringRevenue, two_months(), kFirstOfMarch - 1);
    EXPECT_EQ(last_day.headline("mrr"), 4000);
    EXPECT_FALSE(last_day.cell("months", 0, "mrr").immature);
    EXPECT_TRUE(last_day.cell("months", 1, "mrr").immature) << "more may happen on 29 February";
    const Asked asked(kRecurringRevenue, two_months(), kFirstOfMarch);
    EXPECT_EQ(asked.headline("mrr"), 2600);
    EXPECT_FALSE(asked.cell("months", 1, "mrr").immature);
    EXPECT_TRUE(asked.cell("months", 2, "mrr").immature);
}

TEST(RecurringRevenue, WhereNoMonthIsOverWhatIsToldOfItIsGrey) {
    journey::Filter march;
    march.from = journey::kTestStart + kFirstOfMarch;
    const auto grey = [&](int day) {
        const Asked asked(kRecurringRevenue, two_months(), day, {}, march);
        return asked.report().headlines.front().cell.immature;
    };
    EXPECT_TRUE(grey(kFirstOfMarch + 10));
    EXPECT_FALSE(grey(kFirstOfMarch + 31));
}

TEST(RecurringRevenue, WhoStartsAndCancelsInOneMonthNeverPaidAtItsEnd) {
    const Asked asked(kRecurringRevenue,
                      {{"ann", "tea:start=1000@2 tea:cancel(price)@5"}, {"bob", "tea:start=1@2"}},
                      kFirstOfMarch);
    EXPECT_THAT(asked.column("months", "churn"), Each(0));
}

TEST(RecurringRevenue, WithoutPricesItSaysWhatIsMissing) {
    const Asked asked(kRecurringRevenue, {{"ann", "tea:start@2"}}, kFirstOfMarch);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(RecurringRevenue, AMonthOrMovementThatIsNeverGivenIsRefused) {
    const Asked asked(kRecurringRevenue, two_months(), kFirstOfMarch);
    for (const auto* key : {"", "new", "new/2031-01", "gone/2024-01", "new/2024-13"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight

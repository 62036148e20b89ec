#include "insight/cancellation_change/cancellation_change.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// Texts count from 2024-01-01: January is days 0 to 30, February 31 to 59.
constexpr int kInMarch = 65;

// In January four were in force and one left; in February three and two.
std::vector<journey::TestCustomer> a_bad_february() {
    return {{"ann", "tea:start@0 tea:1@1 tea:cancel(price)@20"},
            {"bob", "tea:start@0 tea:1@1 tea:cancel(price)@40"},
            {"cat", "gum:start@2 gum:1@3 gum:cancel(taste)@50"},
            {"dan", "tea:start@5 tea:1@6"}};
}

}  // namespace

TEST(CancellationChange, TheLastWholeMonthIsComparedWithTheOneBefore) {
    const Asked asked(kCancellationChange, a_bad_february(), kInMarch);
    EXPECT_DOUBLE_EQ(asked.headline("before"), 1.0 / 4.0);
    EXPECT_DOUBLE_EQ(asked.headline("now"), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.headline("change"), 2.0 / 3.0 - 1.0 / 4.0);
    EXPECT_THAT(asked.people("now/all"), ElementsAre("bob", "cat"));
    EXPECT_THAT(asked.people("before/all"), ElementsAre("ann"));
}

// 1 to 6 March with 1 to 6 February, not with the last days of February.
TEST(CancellationChange, AMonthThatHasOnlyBegunIsComparedWithTheSameDaysOfTheMonthBefore) {
    journey::Filter filter;
    filter.from = journey::kTestStart + 60;
    filter.to = journey::kTestStart + kInMarch;
    const Asked asked(kCancellationChange,
                      {{"ann", "tea:start@0 tea:1@1 tea:cancel(price)@33"},
                       {"bob", "tea:start@0 tea:1@1 tea:cancel(price)@57"},
                       {"cat", "tea:start@0 tea:1@1 tea:cancel(price)@62"},
                       {"dan", "tea:start@0 tea:1@1"}},
                      kInMarch, {}, filter);
    EXPECT_THAT(asked.people("before/all"), ElementsAre("ann"));
    EXPECT_DOUBLE_EQ(asked.headline("before"), 1.0 / 4.0);
    EXPECT_DOUBLE_EQ(asked.headline("now"), 1.0 / 2.0);
}

TEST(CancellationChange, OfAShorterMonthAllDaysAreTaken) {
    journey::Filter filter;
    filter.from = journey::kTestStart + 60;
    filter.to = journey::kTestStart + 89;  // 30 March
    const Asked asked(kCancellationChange, a_bad_february(), 95, {}, filter);
    EXPECT_THAT(asked.people("before/all"), ElementsAre("bob", "cat"));
}

TEST(CancellationChange, TheReasonsAddUpToTheWholeChange) {
    const Asked asked(kCancellationChange, a_bad_february(), kInMarch);
    const auto rates = asked.column("reasons", "rate");
    const auto changes = asked.column("reasons", "change");
    ASSERT_THAT(rates, SizeIs(4));
    EXPECT_DOUBLE_EQ(rates[0] + changes[1] + changes[2], rates[3]);
    EXPECT_THAT(asked.people("now/reason/price"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("now/reason/taste"), ElementsAre("cat"));
}

TEST(CancellationChange, MixAndRateOfAllCellsAddUpToTheWholeChange) {
    for (const auto* by : {"by:product", "by:medium", "by:start_quarter", "by:prefecture",
                           "by:delivery", "by:segment"}) {
        const Asked asked(kCancellationChange, a_bad_february(), kInMarch, {by, "segment:2"});
        double sum = 0;
        for (const double part : asked.column("parts", "sum")) sum += part;
        EXPECT_THAT(sum, DoubleNear(asked.headline("change"), 1e-12)) << by;
    }
}

TEST(CancellationChange, ByDeliveryThoseWhoWaitedForTheNextAreAtRisk) {
    const Asked asked(kCancellationChange,
                      {{"ann", "tea:start@0 tea:1@1 tea:2@40 tea:cancel(price)@45"},
                       {"bob", "tea:start@0 tea:1@1"}},
                      kInMarch, {"by:delivery"});
    EXPECT_THAT(asked.people("now/cell/2"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("now/cell/1"), IsEmpty());
}

// In January ann and bob wait after no. 1; in February ann is shipped no. 2 and leaves.
TEST(CancellationChange, ByDeliveryASpellIsWhereItWaitsAtTheEndOrLeft) {
    const Asked asked(kCancellationChange,
                      {{"ann", "tea:start@0 tea:1@1 tea:2@40 tea:cancel(price)@45"},
                       {"bob", "tea:start@0 tea:1@1"}},
                      kInMarch, {"by:delivery"});
    EXPECT_DOUBLE_EQ(asked.headline("change"), 0.5);
    EXPECT_THAT(asked.texts("parts", "cell"), ElementsAre("After no. 2", "After no. 1"));
    const auto parts = asked.column("parts", "sum");
    EXPECT_DOUBLE_EQ(parts[0] + parts[1], 0.5);
    EXPECT_DOUBLE_EQ(asked.cell("parts", 0, "now").value.value(), 1.0);
    EXPECT_DOUBLE_EQ(asked.cell("parts", 1, "now").value.value(), 0.0);
}

// Segment 2: ann and cat.
TEST(CancellationChange, ThoseInASegmentAndThoseNotInItAddUp) {
    const Asked asked(kCancellationChange, a_bad_february(), kInMarch, {"by:segment", "segment:2"});
    EXPECT_THAT(asked.texts("parts", "cell"), UnorderedElementsAre("s2", "Not in s2"));
    EXPECT_THAT(asked.people("before/cell/in"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("now/cell/in"), ElementsAre("cat"));
    EXPECT_THAT(asked.people("now/cell/out"), ElementsAre("bob"));
    const Asked unchosen(kCancellationChange, a_bad_february(), kInMarch, {"by:segment"});
    EXPECT_THAT(unchosen.texts("parts", "cell"), ElementsAre("All"));
    EXPECT_THAT(unchosen.report().remarks, SizeIs(1));
}

// Her start was learnt later: on the page of cancellations she is one of one that left.
TEST(CancellationChange, WhoIsKnownByHerEndAloneWasInForceOnThatDay) {
    auto shop = a_bad_february();
    shop.push_back({"eve", "tea:cancel(price)@42"});
    const Asked asked(kCancellationChange, shop, kInMarch);
    EXPECT_DOUBLE_EQ(asked.headline("before"), 1.0 / 4.0);
    EXPECT_DOUBLE_EQ(asked.headline("now"), 3.0 / 4.0);
    EXPECT_THAT(asked.people("now/all"), ElementsAre("bob", "cat", "eve"));
}

// In January ann's contact with no. 7 is one of four in force, in February bob's one of three.
TEST(CancellationChange, TheOperatorsAddUpToTheWholeChange) {
    auto shop = a_bad_february();
    shop[0].events += " call:cancel:agent(7)@19";
    shop[1].events += " call:cancel:agent(7)@30";
    const Asked asked(kCancellationChange, shop, kInMarch, {"by:agent"});
    EXPECT_THAT(asked.texts("agents", "agent"),
                ElementsAre("2024/01", "(without a contact)", "#7", "2024/02"));
    const auto rates = asked.column("agents", "rate");
    const auto changes = asked.column("agents", "change");
    EXPECT_DOUBLE_EQ(changes[1], 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(changes[2], 1.0 / 3.0 - 1.0 / 4.0);
    EXPECT_DOUBLE_EQ(rates[0] + changes[1] + changes[2], rates[3]);
    EXPECT_THAT(asked.people("before/cell/7"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("now/cell/7"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("now/cell/none"), ElementsAre("cat"));
}

TEST(CancellationChange, APeriodOfDaysIsComparedWithAsManyDaysBefore) {
    journey::Filter filter;
    filter.from = journey::kTestStart + 36;
    filter.to = journey::kTestStart + 45;
    const Asked asked(kCancellationChange, a_bad_february(), kInMarch, {}, filter);
    EXPECT_DOUBLE_EQ(asked.headline("now"), 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.headline("before"), 0.0);
}

TEST(CancellationChange, TheTwentyNinthOfFebruaryIsComparedWithTheTwentyEighth) {
    journey::Filter filter;
    filter.from = filter.to = journey::kTestStart + 59;
    const Asked asked(kCancellationChange, {{"ann", "tea:start@-400 tea:1@-399"}}, kInMarch,
                      {"against:previous_year"}, filter);
    EXPECT_EQ(asked.texts("reasons", "reason").front(), "2023/02/28–2023/02/28");
}

TEST(CancellationChange, WithoutAnybodyBeforeThereIsNothingToCompare) {
    const Asked asked(kCancellationChange, {{"ann", "tea:start@40 tea:1@41"}}, kInMarch);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(CancellationChange, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kCancellationChange, a_bad_february(), kInMarch);
    for (const auto* key : {"", "now", "later/all", "now/cell/999", "now/reason/moon"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight

#include "insight/cancellations/cancellations.h"

#include "journey/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using journey::Filter;
using journey::journeys_of;
using journey::scope_of;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

// Days: 2024-01 is 0 … 30, 2024-02 is 31 … 59.
journey::TestJourneys shop() {
    return journeys_of({{"ann", "tea:start@0 tea:1@1 tea:2@31 tea:cancel(price)@40"},
                        {"bob", "tea:start@0 tea:1@1 tea:cancel(leftover)@20"},
                        {"cat", "tea:start@0 tea:1@1 tea:2@31"},
                        {"dan", "jam:start@5 jam:1@6 jam:cancel(price)@35"},
                        {"eve", "jam:start@5 jam:cancel(price)@7"}});
}

std::vector<std::string> cells(const journey::TestJourneys& journeys, Axes axes,
                               const Filter& filter = {}) {
    std::vector<std::string> found;
    const auto answer = cancellations(scope_of(journeys.at(59), filter), filter, axes, {});
    for (const auto& cell : answer.cells) {
        found.push_back(cell.row + "/" + cell.column + " " + std::to_string(cell.events) + "/" +
                        std::to_string(cell.at_risk));
    }
    return found;
}

}  // namespace

TEST(Cancellations, ByReasonShareWhatIsAtRisk) {
    EXPECT_THAT(cells(shop(), {Axis::Reason, Axis::None}),
                UnorderedElementsAre("price/all 3/5", "leftover/all 1/5"));
}

TEST(Cancellations, ByProductAreASharesOfSpellsInForce) {
    EXPECT_THAT(cells(shop(), {Axis::Product, Axis::None}),
                UnorderedElementsAre("100/all 2/3", "101/all 2/2"));
}

TEST(Cancellations, ByDeliveryAreASharesOfThoseWhoWaitForTheNext) {
    EXPECT_THAT(cells(shop(), {Axis::Delivery, Axis::None}),
                UnorderedElementsAre("0/all 1/5", "1/all 2/4", "2/all 1/2"));
}

TEST(Cancellations, ByProductAndDeliveryKeepEachProductsRisk) {
    EXPECT_THAT(
        cells(shop(), {Axis::Product, Axis::Delivery}),
        UnorderedElementsAre("100/0 0/3", "100/1 1/3", "100/2 1/2", "101/0 1/2", "101/1 1/1"));
}

TEST(Cancellations, ByMonthAreASharesOfSpellsInForceInThatMonth) {
    EXPECT_THAT(cells(shop(), {Axis::Month, Axis::None}),
                UnorderedElementsAre("2024-01/all 2/5", "2024-02/all 2/3"));
}

TEST(Cancellations, ByReasonAndMonth) {
    EXPECT_THAT(cells(shop(), {Axis::Reason, Axis::Month}),
                UnorderedElementsAre("price/2024-01 1/5", "price/2024-02 2/3",
                                     "leftover/2024-01 1/5", "leftover/2024-02 0/3"));
}

TEST(Cancellations, OfAPeriodAreThoseThatTookEffectInIt) {
    Filter february;
    february.from = journey::kTestStart + 31;
    EXPECT_THAT(cells(shop(), {Axis::Reason, Axis::None}, february),
                UnorderedElementsAre("price/all 2/3"));
}

TEST(Cancellations, CarryTotalTrendAndPareto) {
    const auto answer = cancellations(scope_of(shop().at(59), {}), {}, {}, {});
    EXPECT_EQ(answer.total.events, 4);
    EXPECT_EQ(answer.total.n, 5);
    ASSERT_EQ(answer.trend.size(), 2u);
    EXPECT_EQ(answer.trend[1].rate.events, 2);
    EXPECT_EQ(answer.trend[1].rate.n, 3);
    ASSERT_EQ(answer.pareto.size(), 2u);
    EXPECT_EQ(answer.pareto[0].key, "price");
    EXPECT_DOUBLE_EQ(answer.pareto[0].share, 0.75);
}

TEST(Cancellations, AreCountedOnceWhenRecordedTwice) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:cancel(price)@3 "
                                               "tea:cancel(price)@4"}});
    EXPECT_THAT(cells(journeys, {Axis::Reason, Axis::None}), ElementsAre("price/all 1/1"));
}

TEST(Cancellations, NameThePeopleOfACell) {
    const auto journeys = shop();
    const auto scope = scope_of(journeys.at(59), {});
    const auto price = journeys.view->words->reasons.find("price");
    const auto who = [&](std::optional<int> column) {
        const Axes axes{Axis::Reason, Axis::Delivery};
        return journeys.names_of(cancellation_people(scope, axes, {price, column}));
    };
    EXPECT_THAT(who(1), ElementsAre("dan"));
    EXPECT_THAT(who({}), ElementsAre("ann", "dan", "eve"));
}

}  // namespace tsunagi::insight

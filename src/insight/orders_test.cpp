// RFM, cohorts and totals: analyses of order lines.
#include "insight/cohorts/cohorts.h"
#include "insight/rfm/rfm.h"
#include "insight/totals.h"

#include "journey/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using journey::Filter;
using journey::journeys_of;
using journey::scope_of;
using testing::ElementsAre;
using testing::IsEmpty;

// Five customers with 1 … 5 orders, each later and dearer than the one before.
journey::TestJourneys five() {
    return journeys_of({{"", "soap=7@3"},
                        {"c1", "soap=100@1"},
                        {"c2", "soap=100@1 soap=100@2"},
                        {"c3", "soap=100@1 soap=100@2 soap=100@3"},
                        {"c4", "soap=100@1 soap=100@2 soap=100@3 soap=100@4"},
                        {"c5", "soap=100@1 soap=100@2 soap=100@3 soap=100@4 soap=100@5"}});
}

const CohortCell& cell(const Cohorts& cohorts, std::size_t month, std::size_t age) {
    return cohorts.months.at(month).cells.at(age);
}

}  // namespace

TEST(Rfm, PutsFiveDifferentCustomersIntoFiveClasses) {
    const auto answer = rfm(scope_of(five().at(10), {}));
    ASSERT_EQ(answer.cells.size(), 5u);
    for (int k = 0; k < 5; ++k) {
        const RfmCell& at = answer.cells[static_cast<std::size_t>(k)];
        EXPECT_EQ(std::tuple(at.r, at.f, at.m), std::tuple(k + 1, k + 1, k + 1));
        EXPECT_EQ(at.customers, 1);
        EXPECT_EQ(at.sales.minor, 100 * (k + 1));
    }
    EXPECT_THAT(answer.cuts.recency_days, ElementsAre(9, 8, 7, 6));
    EXPECT_THAT(answer.cuts.frequency, ElementsAre(1, 2, 3, 4));
    EXPECT_EQ(answer.unknown_customer_sales.minor, 7);
    EXPECT_EQ(answer.meta.n, 5);
}

TEST(Rfm, EqualCustomersShareAClass) {
    const auto journeys = journeys_of({{"a", "soap@1"}, {"b", "soap@1"}, {"c", "soap@1"}});
    const auto answer = rfm(scope_of(journeys.at(10), {}));
    ASSERT_EQ(answer.cells.size(), 1u);
    EXPECT_EQ(answer.cells[0].customers, 3);
}

TEST(Rfm, ACancelledOrderIsNeitherTheLastNorCounted) {
    const auto journeys = journeys_of(
        {{"a", "soap=100@1 soap=100@8!"}, {"b", "soap=100@1 soap=-100@9!"}, {"c", "soap=100@1!"}});
    const auto answer = rfm(scope_of(journeys.at(10), {}));
    EXPECT_EQ(answer.meta.n, 2);
    EXPECT_THAT(answer.cuts.recency_days, ElementsAre(9, 9, 9, 9));
    EXPECT_THAT(answer.cuts.monetary, ElementsAre(Money{0}, Money{0}, Money{100}, Money{100}));
}

TEST(Rfm, OfAnEmptyShopIsEmpty) {
    const auto answer = rfm(scope_of(journeys_of({}).at(10), {}));
    EXPECT_THAT(answer.cells, IsEmpty());
    EXPECT_THAT(answer.cuts.frequency, IsEmpty());
}

TEST(Rfm, NamesThePeopleOfACell) {
    const auto journeys = five();
    const auto scope = scope_of(journeys.at(10), {});
    EXPECT_THAT(journeys.names_of(rfm_people(scope, 5, 5, 5)), ElementsAre("c5"));
    EXPECT_THAT(rfm_people(scope, 5, 1, 1), IsEmpty());
    EXPECT_THAT(journeys.names_of(rfm_people(scope, 0, 2, 0)), ElementsAre("c2"));
}

TEST(Rfm, OfAProductIsOfItsBuyers) {
    const auto journeys = journeys_of({{"a", "soap@1 tea@2"}, {"b", "soap@1"}});
    Filter tea;
    tea.product = {journeys.product_id("tea")};
    EXPECT_EQ(rfm(scope_of(journeys.at(10), tea), tea).meta.n, 1);
}

TEST(Cohorts, CountCustomersByTheMonthOfTheirFirstOrder) {
    const auto journeys = journeys_of({{"ann", "soap=100@1 soap=50,cream=20@35 soap=10@36"},
                                       {"bob", "soap=200@2"},
                                       {"cat", "soap=300@40"}});
    const auto answer = cohorts(scope_of(journeys.at(59), {}));
    ASSERT_EQ(answer.months.size(), 2u);
    EXPECT_EQ(to_text(answer.months[0].month), "2024-01");
    EXPECT_EQ(answer.months[0].customers, 2);
    EXPECT_EQ(answer.months[0].sales0.minor, 300);
    EXPECT_EQ(cell(answer, 0, 1).active_customers, 1);
    EXPECT_EQ(cell(answer, 0, 1).sales.minor, 80);
    EXPECT_EQ(answer.months[1].customers, 1);
}

TEST(Cohorts, AMonthThatIsNotOverIsImmature) {
    const auto journeys = journeys_of({{"ann", "soap@1"}});
    EXPECT_TRUE(cell(cohorts(scope_of(journeys.at(30), {})), 0, 0).immature);
    EXPECT_FALSE(cell(cohorts(scope_of(journeys.at(31), {})), 0, 0).immature);
}

TEST(Cohorts, ACreditNoteReducesSalesOfItsMonthButIsNoActivity) {
    const auto journeys = journeys_of({{"ann", "soap=-9@0! soap=100@1 soap=-40@35!"}});
    const auto answer = cohorts(scope_of(journeys.at(59), {}));
    EXPECT_EQ(cell(answer, 0, 0).sales.minor, 100);
    EXPECT_EQ(cell(answer, 0, 1).active_customers, 0);
    EXPECT_EQ(cell(answer, 0, 1).sales.minor, -40);
}

TEST(Cohorts, KeepAmountsBeyond32Bits) {
    const auto journeys = journeys_of({{"ann", "gold=9000000000@1 gold=2000000000@2"}});
    EXPECT_EQ(cohorts(scope_of(journeys.at(9), {})).months[0].sales0.minor, 11'000'000'000);
}

TEST(Cohorts, NameThePeopleWhoCameBack) {
    const auto journeys = journeys_of({{"ann", "soap@1 soap@35"}, {"bob", "soap@2"}});
    const auto scope = scope_of(journeys.at(59), {});
    const Month january = month_of(journey::kTestStart);
    EXPECT_THAT(journeys.names_of(cohort_people(scope, january, 1)), ElementsAre("ann"));
    EXPECT_THAT(journeys.names_of(cohort_people(scope, january, 0)), ElementsAre("ann", "bob"));
}

TEST(Totals, CountEverythingIncludingUnknownCustomers) {
    const auto journeys = journeys_of({{"", "soap=5,soap=5@1 soap=-2@2!"},
                                       {"ann", "soap=100@1 soap=30@2! tea:start@0 tea:1@1"},
                                       {"bob", "tea:start@0 tea:cancel(price)@9"},
                                       {"cat", "tea:start@0 tea:cancel(price)@9 tea:resume@20"}});
    const auto answer = totals(scope_of(journeys.at(50), {}), {}, {});
    EXPECT_EQ(answer.customers, 3);
    EXPECT_EQ(answer.customers_with_orders, 1);
    EXPECT_EQ(answer.orders, 4);
    EXPECT_EQ(answer.cancelled_orders, 2);
    EXPECT_EQ(answer.order_lines, 5);
    EXPECT_EQ(answer.lines_without_customer, 3);
    EXPECT_EQ(answer.sales.minor, 5 + 5 - 2 + 100);
    EXPECT_EQ(answer.subscriptions, 3);
    EXPECT_EQ(answer.subscriptions_cancelled, 1);
    ASSERT_EQ(answer.by_product.size(), 1u);
    EXPECT_EQ(answer.by_product[0].cancelled, 1);
}

}  // namespace tsunagi::insight

#include "insight/cohorts/cohorts_report.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// January is days 0 to 30, February 31 to 59.
std::vector<journey::TestCustomer> two() {
    return {{"ann", "soap=500@1 soap=300@40"}, {"bob", "soap=500@2"}};
}

}  // namespace

TEST(CohortReport, SquaresTellWhoCameBackAndOpenThem) {
    const Asked asked(kCohorts, two(), 59);
    EXPECT_DOUBLE_EQ(asked.cell("cohorts", 0, "age_1").value.value(), 0.5);
    EXPECT_THAT(asked.people("2024-01/1"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("2024-01/0"), ElementsAre("ann", "bob"));
}

TEST(CohortReport, SalesAddUpPerCustomerOfTheCohort) {
    const Asked asked(kCohorts, two(), 59, {"measure:sales_per_customer"});
    EXPECT_DOUBLE_EQ(asked.cell("cohorts", 0, "age_0").value.value(), 500);
    EXPECT_DOUBLE_EQ(asked.cell("cohorts", 0, "age_1").value.value(), 650);
}

TEST(CohortReport, TheMonthThatIsNotOverIsGreyAndLeftOutOfTheAverage) {
    const Asked asked(kCohorts, two(), 45);
    EXPECT_TRUE(asked.cell("cohorts", 0, "age_1").immature);
    EXPECT_THAT(asked.figure("average").rows, IsEmpty());
}

TEST(CohortReport, ACohortWithNothingSoldHasNoShareOfSales) {
    const Asked asked(kCohorts, {{"ann", "soap=0@1 soap=300@40"}}, 59, {"measure:sales"});
    EXPECT_FALSE(asked.cell("cohorts", 0, "age_1").value.has_value());
}

TEST(CohortReport, EveryMonthSinceTheFirstIsShown) {
    const Asked asked(kCohorts, {{"ann", "soap=500@1"}, {"bob", "soap=500@1400"}}, 1460);
    const Figure& squares = asked.figure("cohorts");
    EXPECT_THAT(squares.rows, SizeIs(2));
    EXPECT_EQ(squares.drawn.back(), "age_47");
    EXPECT_EQ(squares.left_out, 0);
}

TEST(CohortReport, AnEmptyShopSaysSo) {
    EXPECT_THAT(Asked(kCohorts, {}, 10).report().remarks, SizeIs(1));
}

TEST(CohortReport, AKeyThatIsNeverGivenIsRefused) {
    const Asked asked(kCohorts, two(), 59);
    for (const auto* key : {"", "2024-01", "2024-01/", "2024-01/x", "2024-13/1", "2024-01/-1"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight

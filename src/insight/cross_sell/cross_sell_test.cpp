#include "insight/cross_sell/cross_sell.h"

#include "insight/cell_key.h"
#include "insight/cross_sell/cross_sell_twin.sql.h"
#include "insight/testing.h"
#include "insight/twin_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

const std::vector<journey::TestCustomer> kShop{
    {"ann", "soap@1 cream@11"}, {"bob", "cream@1 soap@31"}, {"cat", "soap,cream@5"},
    {"dan", "soap@1 soap@2"},   {"eve", "tea@1"},           {"fay", "soap@3! cream@4"}};

}  // namespace

TEST(CrossSell, CountsCustomersWhoBoughtBothWheneverTheyDid) {
    const Asked asked(kCrossSell, kShop, 40, {"min:1"});
    EXPECT_EQ(asked.report().meta.n, 6);
    EXPECT_THAT(asked.texts("pairs", "a"), ElementsAre("soap"));
    EXPECT_THAT(asked.texts("pairs", "b"), ElementsAre("cream"));
    EXPECT_THAT(asked.column("pairs", "both"), ElementsAre(3));
    EXPECT_DOUBLE_EQ(asked.cell("pairs", 0, "support").value.value(), 3.0 / 6.0);
    EXPECT_DOUBLE_EQ(asked.cell("pairs", 0, "a_to_b").value.value(), 3.0 / 4.0);
    EXPECT_DOUBLE_EQ(asked.cell("pairs", 0, "lift").value.value(), 6.0 * 3 / (4 * 4));
    EXPECT_DOUBLE_EQ(asked.cell("pairs", 0, "days").value.value(), 20);  // of 10 and 30
    EXPECT_DOUBLE_EQ(asked.cell("pairs", 0, "a_first").value.value(), 0.5);
}

TEST(CrossSell, TheIntervalOfLiftIsThatOfItsLogarithm) {
    const Asked asked(kCrossSell, kShop, 40, {"min:1"});
    const Cell& lift = asked.cell("pairs", 0, "lift");
    // V = 1/3 - 1/4 - 1/4 + 2 * 3 / 16 - 1/6 = 1/24
    const double factor = std::exp(1.959963984540054 * std::sqrt(1.0 / 24.0));
    EXPECT_NEAR(lift.low.value(), 1.125 / factor, 1e-12);
    EXPECT_NEAR(lift.high.value(), 1.125 * factor, 1e-12);
}

TEST(CrossSell, PairsThatDoNotFitAreToldOf) {
    // 12 products make 66 pairs; 60 are shown.
    const Asked asked(kCrossSell, {{"ann", "a,b,c,d,e,f,g,h,i,j,k,l@1"}}, 40, {"min:1"});
    EXPECT_THAT(asked.figure("pairs").rows, SizeIs(60));
    EXPECT_EQ(asked.figure("pairs").left_out, 6);
}

TEST(CrossSell, NamesWhoIsOneStepAway) {
    const Asked asked(kCrossSell, kShop, 40, {"min:1"});
    const auto soap = asked.journeys().product_id("soap");
    const auto cream = asked.journeys().product_id("cream");
    EXPECT_THAT(asked.people(cell_key("only", {soap, cream})), ElementsAre("dan"));
    EXPECT_THAT(asked.people(cell_key("only", {cream, soap})), ElementsAre("fay"));
    EXPECT_THAT(asked.people(cell_key("both", {soap, cream})), ElementsAre("ann", "bob", "cat"));
    EXPECT_THROW(asked.people("both/1/2"), Error);
}

TEST(CrossSell, RarePairsAreLeftOut) {
    const Asked asked(kCrossSell, kShop, 40, {"min:4"});
    EXPECT_THAT(asked.column("pairs", "both"), IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(CrossSell, APeriodHoldsOnlyWhatWasBoughtInIt) {
    journey::Filter filter;
    filter.to = journey::kTestStart + 11;
    const Asked asked(kCrossSell, kShop, 40, {"min:1"}, filter);
    EXPECT_THAT(asked.column("pairs", "both"), ElementsAre(2));
}

class CrossSellTwins : public TwinShop {};

TEST_P(CrossSellTwins, SayTheSame) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> counts;
    for (const auto& row : ask(sql::twin_cross_sell)) counts[{row[0], row[1]}] = row[2];
    const Report answer = report(kCrossSell, {"min:1"});
    ASSERT_THAT(answer.figures.front().rows, SizeIs(6));  // pairs of four products
    for (const ReportRow& row : answer.figures.front().rows) {
        const auto ids = numbers_of(row.cells[3].people.value(), "both", 2).value();
        EXPECT_EQ(row.cells[3].value, static_cast<double>(counts[{ids[0], ids[1]}]));
        EXPECT_EQ(row.cells[9].value,
                  static_cast<double>(counts[{ids[0], ids[0]}] - counts[{ids[0], ids[1]}]));
        EXPECT_EQ(people(kCrossSell, *row.cells[3].people), row.cells[3].value);
    }
}

INSTANTIATE_ON_BOTH_DATABASES(CrossSellTwins);

}  // namespace tsunagi::insight

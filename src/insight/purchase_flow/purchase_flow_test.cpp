#include "insight/purchase_flow/purchase_flow.h"

#include "insight/cell_key.h"
#include "insight/purchase_flow/purchase_flow_twin.sql.h"
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

Asked four_customers() {
    return Asked(kPurchaseFlow,
                 {{"ann", "soap@0 cream@10 tea@30"},
                  {"bob", "soap@5 cream@35"},
                  {"cat", "soap@1"},
                  {"dan", "tea@80"},
                  {"eve", "soap@2! cream@3!"}},
                 100, {"days:40"});
}

}  // namespace

TEST(PurchaseFlow, FollowsTheFirstProductsOfThreeOrders) {
    const Asked asked = four_customers();
    EXPECT_THAT(asked.texts("ways", "first"), ElementsAre("soap", "soap", "soap", "tea"));
    EXPECT_THAT(
        asked.texts("ways", "second"),
        ElementsAre("cream", "cream", "None for 40 days or more", "None yet, fewer than 40 days"));
    EXPECT_THAT(asked.texts("ways", "third"),
                ElementsAre("tea", "None for 40 days or more", "", ""));
    EXPECT_THAT(asked.column("ways", "customers"), ElementsAre(1, 1, 1, 1));
    EXPECT_EQ(asked.report().meta.n, 4);
}

TEST(PurchaseFlow, TheRateCountsOnlyThoseWhoHadTheTime) {
    const Asked asked = four_customers();
    EXPECT_THAT(asked.texts("second", "product"), ElementsAre("soap", "tea"));
    EXPECT_THAT(asked.column("second", "ripe"), ElementsAre(3, 0));
    EXPECT_DOUBLE_EQ(asked.cell("second", 0, "rate").value.value(), 2.0 / 3.0);
    EXPECT_FALSE(asked.cell("second", 1, "rate").value.has_value());
    EXPECT_DOUBLE_EQ(asked.cell("second", 0, "days").value.value(), 20);  // of 10 and 30
    EXPECT_DOUBLE_EQ(asked.headline("second"), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.headline("third"), 1.0 / 2.0);
}

TEST(PurchaseFlow, NamesThePeopleBehindBandsAndWays) {
    const Asked asked = four_customers();
    const auto soap = asked.journeys().product_id("soap");
    const auto cream = asked.journeys().product_id("cream");
    const auto tea = asked.journeys().product_id("tea");
    EXPECT_THAT(asked.people(cell_key("step", {1, soap, cream})), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people(cell_key("step", {2, cream, -2})), ElementsAre("bob"));
    EXPECT_THAT(asked.people(cell_key("way", {soap, cream, tea})), ElementsAre("ann"));
    EXPECT_THAT(asked.people(cell_key("way", {tea, -3, 0})), ElementsAre("dan"));
    EXPECT_THAT(asked.people(cell_key("again", {1, soap})), ElementsAre("ann", "bob"));
    EXPECT_THROW(asked.people("step/3/1/2"), Error);
}

TEST(PurchaseFlow, RareProductsStandTogether) {
    const Asked asked(
        kPurchaseFlow,
        {{"a", "a@1"}, {"b", "a@1"}, {"c", "b@1"}, {"d", "b@1"}, {"e", "c@1"}, {"f", "d@1"}}, 200,
        {"products:2"});
    EXPECT_THAT(asked.texts("second", "product"), ElementsAre("a", "b", "Other products"));
    EXPECT_THAT(asked.people("all/1/-1"), ElementsAre("e", "f"));
}

TEST(PurchaseFlow, AnEmptyShopSaysSo) {
    const Asked asked(kPurchaseFlow, {}, 10);
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THAT(asked.column("flow", "customers"), IsEmpty());
}

class PurchaseFlowTwins : public TwinShop {};

TEST_P(PurchaseFlowTwins, SayTheSame) {
    std::map<std::string, std::int64_t> expected;
    for (const auto& row : ask(sql::twin_purchase_flow)) {
        const std::int64_t none = scope().snapshot.as_of.number - row[3] >= 90 ? -2 : -3;
        const std::int64_t second = row[1] == 0 ? none : row[1];
        const std::int64_t third = row[1] == 0 ? 0 : row[2] == 0 ? none : row[2];
        expected[cell_key("way", {row[0], second, third})] += row[4];
    }
    std::map<std::string, std::int64_t> folded;
    const Report answer = report(kPurchaseFlow);
    for (const ReportRow& row : answer.figures.back().rows) {
        const Cell& cell = row.cells.at(3);
        folded[cell.people.value()] = static_cast<std::int64_t>(cell.value.value());
        EXPECT_EQ(people(kPurchaseFlow, *cell.people), folded[*cell.people]);
    }
    EXPECT_EQ(folded, expected);
    EXPECT_GT(folded.size(), 30u);
}

INSTANTIATE_ON_BOTH_DATABASES(PurchaseFlowTwins);

}  // namespace tsunagi::insight

#include "insight/new_and_repeat/new_and_repeat.h"

#include "insight/cell_key.h"
#include "insight/new_and_repeat/new_and_repeat_twin.sql.h"
#include "insight/testing.h"
#include "insight/twin_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::SizeIs;

namespace {

// Day 31 is 2024-02-01.
const std::vector<journey::TestCustomer> kShop{
    {"ann", "soap=100@0 soap=200@5 tea=300@31 soap=-50@40!"},
    {"bob", "soap=400@33"},
    {"cat", "soap=900@3!"}};

}  // namespace

TEST(NewAndRepeat, ThePurchasesOfTheFirstDayAreNew) {
    const Asked asked(kNewAndRepeat, kShop, 60);
    EXPECT_THAT(asked.column("months", "new_sales"), ElementsAre(100, 400));
    EXPECT_THAT(asked.column("months", "repeat_sales"), ElementsAre(200, 250));
    EXPECT_THAT(asked.column("months", "new_customers"), ElementsAre(1, 1));
    EXPECT_THAT(asked.column("months", "repeat_customers"), ElementsAre(1, 1));
    EXPECT_DOUBLE_EQ(asked.headline("repeat_share"), 450.0 / 950.0);
    EXPECT_THAT(asked.people("repeat/0/649"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("new/0/649"), ElementsAre("bob"));
}

TEST(NewAndRepeat, AProductIsNewTheFirstTimeOrToTheShopAsChosen) {
    const Asked product(kNewAndRepeat, kShop, 60);
    EXPECT_THAT(product.texts("products", "product"), ElementsAre("soap", "tea"));
    EXPECT_THAT(product.column("products", "new_sales"), ElementsAre(500, 300));
    EXPECT_THAT(product.column("products", "repeat_sales"), ElementsAre(150, 0));
    const Asked shop(kNewAndRepeat, kShop, 60, {"new:shop"});
    EXPECT_THAT(shop.column("products", "new_sales"), ElementsAre(500, 0));
    EXPECT_THAT(shop.column("products", "repeat_sales"), ElementsAre(150, 300));
    const auto tea = shop.journeys().product_id("tea");
    EXPECT_THAT(shop.people(cell_key("repeat", {tea, -1})), ElementsAre("ann"));
    EXPECT_THAT(product.people(cell_key("new", {tea, -1})), ElementsAre("ann"));
    EXPECT_THROW(shop.people("new/7"), Error);
}

TEST(NewAndRepeat, AMonthThatIsNotOverOrOnlyPartlyInThePeriodIsGrey) {
    const Asked asked(kNewAndRepeat, kShop, 50);
    EXPECT_FALSE(asked.cell("months", 0, "new_sales").immature);
    EXPECT_TRUE(asked.cell("months", 1, "new_sales").immature);
    EXPECT_TRUE(asked.cell("product_months", 1, "repeat_sales").immature);
    journey::Filter filter;
    filter.from = journey::kTestStart + 5;
    const Asked later(kNewAndRepeat, kShop, 60, {}, filter);
    EXPECT_TRUE(later.cell("months", 0, "repeat_sales").immature);
    EXPECT_FALSE(later.cell("months", 1, "repeat_sales").immature);
}

TEST(NewAndRepeat, ThePeriodChoosesPurchasesAndNotWhoIsNew) {
    journey::Filter february;
    february.from = journey::kTestStart + 31;
    const Asked asked(kNewAndRepeat, kShop, 60, {}, february);
    EXPECT_THAT(asked.column("months", "new_sales"), ElementsAre(400));
    EXPECT_THAT(asked.column("products", "repeat_sales"), ElementsAre(-50, 0));
    EXPECT_EQ(asked.report().meta.n, 2);  // ann repeats, bob is new
}

TEST(NewAndRepeat, BehindSalesIsAlsoWhoWasOnlyPaidBack) {
    journey::Filter filter;
    filter.from = journey::kTestStart + 40;
    const Asked asked(kNewAndRepeat, kShop, 60, {}, filter);
    EXPECT_EQ(asked.cell("months", 0, "repeat_sales").value, -50);
    EXPECT_EQ(asked.cell("months", 0, "repeat_customers").value, 0);
    EXPECT_THAT(asked.people(asked.cell("months", 0, "repeat_sales").people.value()),
                ElementsAre("ann"));
    EXPECT_THAT(asked.people(asked.cell("products", 0, "repeat_sales").people.value()),
                ElementsAre("ann"));
    EXPECT_THROW(asked.people("sales/0/649"), Error);
}

TEST(NewAndRepeat, AFileHoldsTheRowsThatAPageLeavesOut) {
    std::string bought;
    for (int i = 0; i < 600; ++i) bought += "p" + std::to_string(i) + "=1@1 ";
    const Asked asked(kNewAndRepeat, {{"ann", bought}}, 60);
    for (const auto* key : {"products", "product_months"}) {
        EXPECT_THAT(asked.figure(key).rows, SizeIs(kMostShownRows));
        EXPECT_EQ(asked.figure(key).left_out, 100);
    }
    for (const Figure& figure : asked.filed().figures) {
        EXPECT_EQ(figure.left_out, 0) << figure.key;
        EXPECT_THAT(figure.rows, SizeIs(figure.key == "months" ? 1 : 600));
    }
}

TEST(NewAndRepeat, AnEmptyShopSaysSo) {
    EXPECT_THAT(Asked(kNewAndRepeat, {}, 10).report().remarks, SizeIs(1));
}

class NewAndRepeatTwins : public TwinShop {};

TEST_P(NewAndRepeatTwins, SayTheSame) {
    struct Sums {
        std::set<std::int64_t> fresh_customers;
        std::set<std::int64_t> repeat_customers;
        std::int64_t fresh_sales = 0;
        std::int64_t repeat_sales = 0;
    };
    for (const bool of_shop : {true, false}) {
        std::map<std::string, Sums> expected;
        std::set<std::pair<std::int64_t, std::int64_t>> bought;  // customer, product
        for (const auto& row : ask(sql::twin_new_and_repeat)) {
            // What comes before the first purchase counts nowhere.
            if (row[2] != 0) bought.emplace(row[6], row[0]);
            if (!bought.contains({row[6], row[0]})) continue;
            const bool fresh = row[1] == (of_shop ? row[5] : row[4]);
            const int month = month_of(Day{static_cast<std::int32_t>(row[1])}).number;
            Sums& sums = expected[cell_key("", {row[0], month})];
            if (row[2] != 0) {
                (fresh ? sums.fresh_customers : sums.repeat_customers).insert(row[6]);
            }
            (fresh ? sums.fresh_sales : sums.repeat_sales) += row[3];
        }
        const std::vector<std::string> choices{of_shop ? "new:shop" : "new:product"};
        const Report answer = report(kNewAndRepeat, choices);
        std::size_t compared = 0;
        for (const ReportRow& row : answer.figures.back().rows) {
            std::string key;
            for (const Cell& cell : row.cells) {
                if (cell.people) key = cell.people->substr(cell.people->find('/'));
            }
            const Sums& sums = expected[key];
            EXPECT_EQ(row.cells[2].value, static_cast<double>(sums.fresh_sales)) << key;
            EXPECT_EQ(row.cells[3].value, static_cast<double>(sums.repeat_sales)) << key;
            EXPECT_EQ(row.cells[4].value, static_cast<double>(sums.fresh_customers.size()));
            EXPECT_EQ(row.cells[5].value, static_cast<double>(sums.repeat_customers.size()));
            EXPECT_EQ(people(kNewAndRepeat, "new" + key, choices), row.cells[4].value);
            EXPECT_EQ(people(kNewAndRepeat, "repeat" + key, choices), row.cells[5].value);
            ++compared;
        }
        EXPECT_GT(compared, 40u);
    }
}

INSTANTIATE_ON_BOTH_DATABASES(NewAndRepeatTwins);

}  // namespace tsunagi::insight

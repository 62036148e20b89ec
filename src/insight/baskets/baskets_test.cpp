#include "insight/baskets/baskets.h"

#include "insight/baskets/baskets_twin.sql.h"
#include "insight/cell_key.h"
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

const std::vector<journey::TestCustomer> kShop{{"ann", "soap=100,cream=200@1 soap=100@9"},
                                               {"bob", "cream=200,soap=100,soap=100@1 tea=50@3"},
                                               {"cat", "soap,cream,tea@5!"}};

}  // namespace

TEST(Baskets, CountProductsThatStandInOneOrder) {
    const Asked asked(kBaskets, kShop, 20, {"min:1"});
    EXPECT_EQ(asked.report().meta.n, 4);
    EXPECT_THAT(asked.texts("sizes", "size"), ElementsAre("1", "2"));
    EXPECT_THAT(asked.column("sizes", "orders"), ElementsAre(2, 2));
    EXPECT_THAT(asked.column("sizes", "sales"), ElementsAre(150, 700));
    EXPECT_DOUBLE_EQ(asked.headline("several"), 0.5);
    EXPECT_THAT(asked.column("pairs", "orders"), ElementsAre(2));
    EXPECT_DOUBLE_EQ(asked.cell("pairs", 0, "a_to_b").value.value(), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.cell("pairs", 0, "lift").value.value(), 4.0 * 2 / (3 * 2));
}

TEST(Baskets, NameWhoOrderedSo) {
    const Asked asked(kBaskets, kShop, 20, {"min:1"});
    const auto soap = asked.journeys().product_id("soap");
    const auto cream = asked.journeys().product_id("cream");
    EXPECT_THAT(asked.people(cell_key("pair", {soap, cream})), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("size/1"), ElementsAre("ann", "bob"));
    EXPECT_THROW(asked.people("size/0"), Error);
    EXPECT_THROW(asked.people("pair/1/2"), Error);
}

TEST(Baskets, AProductKeepsTheOrdersThatHoldIt) {
    const auto journeys = journey::journeys_of(kShop);
    journey::Filter filter;
    filter.product = {journeys.product_id("tea")};
    const Asked asked(kBaskets, kShop, 20, {"min:1"}, filter);
    EXPECT_THAT(asked.column("sizes", "orders"), ElementsAre(1));
    EXPECT_THAT(asked.column("pairs", "orders"), IsEmpty());
}

TEST(Baskets, AnEmptyShopSaysSo) {
    EXPECT_THAT(Asked(kBaskets, {{"ann", "soap@1!"}}, 20).report().remarks, SizeIs(1));
}

class BasketTwins : public TwinShop {};

TEST_P(BasketTwins, SayTheSame) {
    const Report answer = report(kBaskets, {"min:1"});
    const Numbers sizes = ask(sql::twin_basket_sizes);
    Numbers folded;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        folded.push_back({static_cast<std::int64_t>(i) + 1,
                          whole_numbers(answer, "sizes", "orders").at(i),
                          whole_numbers(answer, "sizes", "sales").at(i)});
    }
    EXPECT_EQ(folded, sizes);
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> counts;
    for (const auto& row : ask(sql::twin_baskets)) counts[{row[0], row[1]}] = row[2];
    ASSERT_THAT(answer.figures.back().rows, SizeIs(counts.size()));
    for (const ReportRow& row : answer.figures.back().rows) {
        const auto ids = numbers_of(row.cells[2].people.value(), "pair", 2).value();
        const auto key = std::minmax(ids[0], ids[1]);
        EXPECT_EQ(row.cells[2].value, static_cast<double>(counts[key]));
    }
}

INSTANTIATE_ON_BOTH_DATABASES(BasketTwins);

}  // namespace tsunagi::insight

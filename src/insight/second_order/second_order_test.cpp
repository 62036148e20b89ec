#include "insight/second_order/second_order.h"

#include "insight/second_order/second_order_twin.sql.h"
#include "insight/testing.h"
#include "insight/twin_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(SecondOrder, WhoMayStillOrderIsNeitherLostNorWon) {
    // On day 100: one comes after 20 days, one is watched for 25 only, one comes after 50, one not.
    const Asked asked(kSecondOrder,
                      {{"ann", "soap@0 soap@20"},
                       {"bob", "soap@75"},
                       {"cat", "soap@10 tea@60"},
                       {"dan", "soap@0"}},
                      100, {"by:all"});
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "within_30").value.value(), 1.0 / 4.0);
    // After day 25 two are at risk: 1 - 3/4 * 1/2.
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "within_60").value.value(), 1 - 3.0 / 8.0);
    EXPECT_EQ(asked.cell("rates", 0, "within_60").n, 3);
    EXPECT_FALSE(asked.cell("rates", 0, "within_180").value.has_value());
    EXPECT_DOUBLE_EQ(asked.headline("days"), 35);
    EXPECT_THAT(asked.people("came/30/all"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("none/0/all"), ElementsAre("bob", "dan"));
}

TEST(SecondOrder, OfAProductAreThoseWhoBeganWithItNotThoseWhoCameBackForIt) {
    journey::Filter tea;
    tea.product = {101};
    const Asked asked(
        kSecondOrder,
        {{"ann", "soap@0 tea@20"}, {"bob", "soap@0"}, {"cat", "tea@0"}, {"dan", "tea@0 soap@9"}},
        100, {"by:all"}, tea);
    EXPECT_EQ(asked.report().meta.n, 2);
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "within_30").value.value(), 0.5);
    EXPECT_THAT(asked.people("all/0/all"), ElementsAre("cat", "dan"));
}

TEST(SecondOrder, GroupsAreNamedByHowCustomersBegan) {
    const std::vector<journey::TestCustomer> customers{
        {"ann", "soap@0 tea@20", "web"}, {"bob", "soap@40", "tv"}, {"cat", "tea@41", "web"}};
    const Asked product(kSecondOrder, customers, 100);
    EXPECT_THAT(product.texts("rates", "group"), ElementsAre("soap", "tea"));
    EXPECT_THAT(product.column("rates", "second"), ElementsAre(1, 0));
    const Asked month(kSecondOrder, customers, 100, {"by:month"});
    EXPECT_THAT(month.texts("rates", "group"), ElementsAre("2024-01", "2024-02"));
    EXPECT_THAT(month.column("rates", "customers"), ElementsAre(1, 2));
    const Asked medium(kSecondOrder, customers, 100, {"by:medium"});
    EXPECT_THAT(medium.texts("rates", "group"), ElementsAre("web", "tv"));
    EXPECT_THAT(medium.people("all/0/web"), ElementsAre("ann", "cat"));
    EXPECT_THROW(medium.people("all/0/radio"), Error);
    EXPECT_THROW(medium.people("all"), Error);
}

TEST(SecondOrder, ASecondOrderOfTheSameDayComesAfterNoDays) {
    const Asked asked(kSecondOrder, {{"ann", "soap@5 tea@5"}}, 100, {"by:all"});
    EXPECT_DOUBLE_EQ(asked.cell("curve", 0, "group_all").value.value(), 1);
    EXPECT_DOUBLE_EQ(asked.headline("days"), 0);
}

TEST(SecondOrder, AnEmptyShopSaysSo) {
    const Asked asked(kSecondOrder, {{"ann", "soap@1!"}}, 100);
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THAT(asked.column("rates", "customers"), IsEmpty());
}

class SecondOrderTwins : public TwinShop {};

TEST_P(SecondOrderTwins, SayTheSame) {
    struct Waits {
        std::vector<std::pair<std::int64_t, bool>> all;  // days, came
    };
    std::map<std::int64_t, Waits> products;
    for (const auto& row : ask(sql::twin_second_order)) {
        const bool came = row[3] != 0;
        const std::int64_t until = came ? row[3] : scope().snapshot.as_of.number;
        products[row[1]].all.emplace_back(until - row[2], came);
    }
    const Report answer = report(kSecondOrder);
    std::size_t compared = 0;
    for (const ReportRow& row : answer.figures.front().rows) {
        const std::string key = row.cells.at(1).people.value();
        const auto& waits = products.at(std::stoll(key.substr(key.rfind('/') + 1))).all;
        EXPECT_EQ(row.cells.at(1).value, static_cast<double>(waits.size()));
        double survival = 1;
        for (std::int64_t day = 0; day <= 90; ++day) {
            const auto at_risk = std::ranges::count_if(waits,
                                                       [&](auto w) { return w.first >= day; });
            const auto came = std::ranges::count(waits, std::pair(day, true));
            if (came > 0) survival *= 1 - static_cast<double>(came) / static_cast<double>(at_risk);
        }
        EXPECT_NEAR(row.cells.at(7).value.value(), 1 - survival, 1e-12);
        ++compared;
    }
    EXPECT_EQ(compared, products.size());
}

INSTANTIATE_ON_BOTH_DATABASES(SecondOrderTwins);

}  // namespace tsunagi::insight

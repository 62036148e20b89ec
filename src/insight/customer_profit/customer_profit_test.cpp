#include "insight/customer_profit/customer_profit.h"

#include "insight/customer_profit/customer_profit_twin.sql.h"
#include "insight/testing.h"
#include "insight/twin_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

// Soap costs 60, tea 150; nobody told the cost of oil.
struct Shop {
    journey::TestJourneys journeys;
    journey::Filter filter{};
    Labels labels{};
    journey::Scope scope;
    Choices choices{kCustomerProfit.choices, {}};

    explicit Shop(const std::vector<journey::TestCustomer>& customers)
        : journeys(journey::journeys_of(customers)), scope(scope_of(journeys.at(100), filter)) {
        labels.language = Language::En;
        labels.costs.emplace(journeys.product_id("soap"), Money{60});
        labels.costs.emplace(journeys.product_id("tea"), Money{150});
    }
    Question question() const { return {scope, filter, labels, choices, true}; }
    std::vector<std::string> people(std::string_view key) const {
        return journeys.names_of(kCustomerProfit.people(question(), key));
    }
};

const std::vector<journey::TestCustomer> kCustomers{{"good", "soap=100@1 soap=100,oil=500@9"},
                                                    {"bad", "tea=100@2"},
                                                    {"back", "soap=100@3 soap=-100@5!"},
                                                    {"none", "soap=100@3!"}};

}  // namespace

TEST(CustomerProfit, IsWhatRemainsAfterTheCostOfEachLine) {
    const Shop shop(kCustomers);
    const Report report = report_of(kCustomerProfit, shop.question());
    EXPECT_EQ(report.meta.n, 3);
    EXPECT_EQ(whole_numbers(report, "bands", "profit"), (std::vector<std::int64_t>{-110, 80}));
    EXPECT_DOUBLE_EQ(report.headlines.at(0).cell.value.value(), -10);
    EXPECT_DOUBLE_EQ(report.headlines.at(2).cell.value.value(), 2.0 / 3.0);
    EXPECT_THAT(report.remarks, SizeIs(1));  // oil is left out
    EXPECT_THAT(shop.people("losing"), ElementsAre("bad", "back"));
    EXPECT_THROW(shop.people("group/9"), Error);
}

TEST(CustomerProfit, AThousandPiecesCostAThousandTimesOne) {
    const Shop shop({{"hotel", "soap*1000=70000@1 tea*300=30000@2"}});
    const Report report = report_of(kCustomerProfit, shop.question());
    // 70,000 - 1,000 * 60 and 30,000 - 300 * 150.
    EXPECT_EQ(whole_numbers(report, "bands", "profit"), std::vector<std::int64_t>{-5000});
    EXPECT_THAT(shop.people("losing"), ElementsAre("hotel"));
}

TEST(CustomerProfit, GroupsAreCutByTheirNumber) {
    std::vector<journey::TestCustomer> customers;
    for (int i = 0; i < 10; ++i) {
        customers.push_back({"c" + std::to_string(i), "soap=" + std::to_string(100 + i) + "@1"});
    }
    customers.push_back({"tea", "tea=200@1 tea=100@2"});
    const Shop shop(customers);
    EXPECT_THAT(shop.people("group/3"), ElementsAre("c8"));
    EXPECT_THAT(shop.people("group/6"), ElementsAre("c0", "tea"));
    EXPECT_THAT(shop.people("group/0"), IsEmpty());
}

TEST(CustomerProfit, WithoutCostsItSaysWhatIsMissing) {
    const Asked asked(kCustomerProfit, kCustomers, 100);
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THAT(asked.report().figures, IsEmpty());
}

TEST(CustomerProfit, AnEmptyShopHasNoGroups) {
    const Shop shop({{"none", "soap@1! tea@2!"}});
    const Report report = report_of(kCustomerProfit, shop.question());
    EXPECT_THAT(report.figures.front().rows, IsEmpty());
    EXPECT_FALSE(report.headlines.front().cell.value.has_value());
}

class CustomerProfitTwins : public TwinShop {};

TEST_P(CustomerProfitTwins, SayTheSame) {
    std::int64_t expected = 0;
    std::int64_t losing = 0;
    const Numbers customers = ask(sql::twin_customer_profit);
    for (const auto& row : customers) {
        expected += row[1];
        losing += row[1] < 0;
    }
    Labels labels;
    for (std::int64_t id = 1; id <= 4; ++id) labels.costs.emplace(id, Money{100 * id});
    const journey::Filter filter;
    const Choices choices(kCustomerProfit.choices, {});
    const Question question{scope(), filter, labels, choices, true};
    const Report answer = report_of(kCustomerProfit, question);
    for (const std::string_view figure : {"groups", "bands"}) {
        const auto profits = whole_numbers(answer, figure, "profit");
        const auto counts = whole_numbers(answer, figure, "customers");
        EXPECT_EQ(std::accumulate(profits.begin(), profits.end(), std::int64_t{0}), expected);
        EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}),
                  std::ssize(customers));
    }
    EXPECT_EQ(std::ssize(kCustomerProfit.people(question, "losing")), losing);
}

INSTANTIATE_ON_BOTH_DATABASES(CustomerProfitTwins);

}  // namespace tsunagi::insight

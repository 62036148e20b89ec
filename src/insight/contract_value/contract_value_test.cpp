#include "insight/contract_value/contract_value.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// `lives` customers who leave after as many deliveries; those of life 0 are still there after four.
// A delivery is an order of a line for each price.
std::vector<journey::TestCustomer> subscribers(std::initializer_list<int> counts,
                                               const std::vector<int>& prices = {3000}) {
    std::vector<journey::TestCustomer> customers;
    int life = 0;
    for (const int count : counts) {
        ++life;
        const bool stays = life == static_cast<int>(counts.size());
        std::string events = "tea:start@0";
        for (int delivery = 1; delivery <= life; ++delivery) {
            const auto day = std::to_string(delivery * 30);
            const auto number = std::to_string(delivery);
            events.append(" tea:").append(number).append("@").append(day);
            std::string lines;
            for (const int price : prices) {
                const std::string_view name = lines.empty() ? " tea#" : ",cup#";
                lines += std::string(name) + number + "=" + std::to_string(price);
            }
            if (!lines.empty()) events.append(lines).append("@").append(day);
        }
        if (!stays) events += " tea:cancel@" + std::to_string(life * 30 + 10);
        for (int i = 0; i < count; ++i) {
            customers.push_back({"l" + std::to_string(life) + "_" + std::to_string(i), events});
        }
    }
    return customers;
}

// Leaving falls from 1/2 over 1/3 to 1/4, as alpha = beta = 1 says exactly: of 120, 60 leave after
// the first delivery, 20 after the second, 10 after the third and 30 wait after the fourth.
TEST(ContractValue, DrawsTheLifeTableOnWithTheModelThatFits) {
    const Asked asked(kContractValue, subscribers({60, 20, 10, 30}), 125, {"deliveries:4"});
    EXPECT_EQ(asked.report().meta.n, 120);
    EXPECT_NEAR(asked.cell("model", 0, "value").value.value(), 1, 1e-3);
    EXPECT_NEAR(asked.cell("life", 3, "observed").value.value(), 0.25, 1e-12);
    EXPECT_NEAR(asked.cell("life", 3, "foretold").value.value(), 0.25, 1e-3);
    EXPECT_EQ(asked.cell("life", 1, "left").value, 20);
}

// By hand with alpha = beta = 1: 1 + 1/2 + 1/3 + 1/4 deliveries of 3,000; of the thirty with three
// renewals 4/5 + 4/6 + 4/7 + 4/8 are to come.
TEST(ContractValue, ADeliveryOfTwoLinesBringsTheSumOfBoth) {
    const auto worth = [](const std::vector<int>& prices) {
        const Asked asked(kContractValue, subscribers({60, 20, 10, 30}, prices), 125,
                          {"deliveries:4"});
        return asked.headline("value");
    };
    EXPECT_DOUBLE_EQ(worth({2000, 1000}), worth({3000}));
}

// A hundred wait since yesterday's first delivery and ten have left already.
TEST(ContractValue, WhoStillWaitsIsNeitherLostNorAReasonToForetell) {
    auto customers = subscribers({60, 20, 10, 30});
    for (int i = 0; i < 110; ++i) {
        customers.push_back(
            {"new_" + std::to_string(i),
             i < 10 ? "tea:start@119 tea:1@120 tea:cancel@122" : "tea:start@119 tea:1@120"});
    }
    const Asked asked(kContractValue, customers, 125);
    // 230 came to it, 60 + 10 left.
    EXPECT_DOUBLE_EQ(asked.cell("life", 0, "renewal").value.value(), 160.0 / 230.0);
    EXPECT_TRUE(asked.cell("life", 0, "renewal").immature) << "a hundred may still leave";
    EXPECT_THAT(asked.report().headlines, IsEmpty());
    const Asked decided(kContractValue, subscribers({60, 20, 10, 30}), 125);
    EXPECT_FALSE(decided.cell("life", 0, "renewal").immature);
    const Asked young(kContractValue, {customers.end() - 110, customers.end()}, 125);
    EXPECT_DOUBLE_EQ(young.cell("life", 0, "renewal").value.value(), 100.0 / 110.0);
    EXPECT_TRUE(young.cell("life", 0, "renewal").immature);
    EXPECT_THAT(young.report().headlines, IsEmpty());
}

TEST(ContractValue, WithoutOrdersTheWorthIsNotKnownAndNotZero) {
    const Asked asked(kContractValue, subscribers({60, 20, 10, 30}, {}), 125, {"deliveries:4"});
    EXPECT_EQ(asked.report().meta.n, 120);
    EXPECT_FALSE(asked.cell("waiting", 0, "value").value);
    EXPECT_THAT(asked.report().remarks,
                testing::Contains(testing::HasSubstr("is not known; only numbers")));
    for (const Headline& headline : asked.report().headlines) {
        if (headline.unit == Unit::Money) EXPECT_FALSE(headline.cell.value) << headline.key;
    }
}

TEST(ContractValue, IsDeliveriesExpectedTimesWhatOneBrings) {
    auto customers = subscribers({600, 200, 100, 300});
    const Asked asked(kContractValue, customers, 125, {"deliveries:4"});
    EXPECT_NEAR(asked.headline("deliveries"), 25.0 / 12, 5e-3);
    EXPECT_NEAR(asked.headline("value"), 3000 * 25.0 / 12, 20);
    EXPECT_THAT(asked.column("waiting", "subscriptions"), ElementsAre(300));
    EXPECT_NEAR(asked.cell("waiting", 0, "expected").value.value(), 2.538, 0.02);
    EXPECT_THAT(asked.people("waiting/4"), SizeIs(300));
    EXPECT_THAT(asked.people("waiting/1"), IsEmpty());
    EXPECT_THROW(asked.people("waiting/x"), Error);
    EXPECT_THROW(asked.people("waiting/0"), Error);
}

// Ten times the shop: intervals of the logarithm are narrower by the square root of ten.
TEST(ContractValue, TheTotalHasAnIntervalThatNarrowsWithTheShop) {
    const auto total_of = [](const std::vector<journey::TestCustomer>& shop) {
        const Asked asked(kContractValue, shop, 125, {"deliveries:4"});
        return std::ranges::find(asked.report().headlines, "total", &Headline::key)->cell;
    };
    const Cell few = total_of(subscribers({60, 20, 10, 30}));
    const Cell many = total_of(subscribers({600, 200, 100, 300}));
    EXPECT_EQ(many.n, 300);
    EXPECT_LT(many.low.value(), many.value.value());
    EXPECT_NEAR(std::log(*few.high / *few.value), std::log(*few.value / *few.low), 1e-9);
    EXPECT_NEAR(std::log(*few.high / *few.low) / std::log(*many.high / *many.low), std::sqrt(10.0),
                0.01);
}

// By hand with alpha = beta = 1 and the information of sbg_test.cpp: a fifth delivery is shipped
// with chance 4/5, whose logarithm has the slopes -1/5 and 1/20, a sixth after it with 5/6.
TEST(ContractValue, TheIntervalFollowsFromTheInformationOfTheModel) {
    const Asked asked(kContractValue, subscribers({60, 20, 10, 30}), 125, {"deliveries:2"});
    const double aa = 30 + 120.0 / 9 + 7.5;
    const double ab = -(30 + 60.0 / 9 + 2.5);
    const double bb = 30 - 10 + 40.0 / 3 - 20.0 / 3 + 7.5;
    // Two deliveries: 4/5 + 4/6, each with the slopes of its logarithm.
    const double sum = 4.0 / 5 + 4.0 / 6;
    const double a = (4.0 / 5 * -0.2 + 4.0 / 6 * (-0.2 - 1.0 / 6)) / sum;
    const double b = (4.0 / 5 * 0.05 + 4.0 / 6 * (0.05 + 1.0 / 30)) / sum;
    const double error = std::sqrt((a * a * bb - 2 * a * b * ab + b * b * aa) /
                                   (aa * bb - ab * ab));
    const Cell& expected = asked.cell("waiting", 0, "expected");
    EXPECT_NEAR(std::log(*expected.high / *expected.value), kZ95 * error, 1e-4);
    const Cell& worth = asked.cell("waiting", 0, "value");  // every delivery brought the same
    EXPECT_NEAR(std::log(*worth.high / *worth.value), kZ95 * error, 1e-4);
}

TEST(ContractValue, WhatIsExpectedOfEachAddsUpToTheRow) {
    auto customers = subscribers({60, 20, 10, 30});
    // One of those who wait after the fourth delivery has two subscriptions.
    customers.back().events += " gel:start@1 gel:1@31 gel:2@61 gel:3@91 gel:4@121";
    const Asked asked(kContractValue, customers, 125, {"deliveries:4"});
    const auto expected = asked.expected("waiting/4");
    ASSERT_THAT(expected, SizeIs(30));
    EXPECT_DOUBLE_EQ(expected.back().purchases, 2 * expected.front().purchases);
    double value = 0;
    for (const Expected& one : expected) value += one.value.value();
    EXPECT_NEAR(value, asked.cell("waiting", 0, "value").value.value(), 1);
    EXPECT_THROW(asked.expected("waiting/0"), Error);
}

TEST(ContractValue, SaysHowTheOtherForecastOfTheSameContractsDiffers) {
    const Asked asked(kContractValue, subscribers({60, 20, 10, 30}), 125, {"deliveries:4"});
    EXPECT_THAT(asked.report().remarks,
                testing::Contains(testing::HasSubstr("\"Winning and keeping (1:5, 5:25)\"")));
}

TEST(ContractValue, SaysWhenThereIsTooLittleToForetell) {
    const Asked nobody(kContractValue, {}, 10);
    EXPECT_THAT(nobody.report().remarks, SizeIs(1));
    EXPECT_THAT(nobody.report().headlines, IsEmpty());
    const Asked few(kContractValue, subscribers({2, 1, 1}), 125);
    EXPECT_THAT(few.report().remarks, SizeIs(1));
    EXPECT_THAT(few.column("life", "at_risk"), ElementsAre(4, 2, 1));
    EXPECT_THAT(few.expected("waiting/3"), IsEmpty());
    const Asked faithful(kContractValue, subscribers({0, 0, 50}), 125);
    EXPECT_THAT(faithful.report().remarks, SizeIs(1));
    const Asked lost(kContractValue, subscribers({50, 0}), 125);
    EXPECT_THAT(lost.report().remarks, SizeIs(1));
}

}  // namespace tsunagi::insight

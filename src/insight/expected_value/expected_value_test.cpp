#include "insight/expected_value/expected_value.h"

#include "insight/expected_value/customer_base.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<Buyer> buyers(const std::vector<journey::TestCustomer>& customers, int day, int then) {
    const auto journeys = journey::journeys_of(customers);
    const auto scope = journey::scope_of(journeys.at(day), {}, 2);
    return buyers_without_contract(scope, journey::test_day(then));
}

TEST(CustomerBase, CountsDaysWithAnOrderThatIsNoDelivery) {
    const auto found = buyers(
        {{"ann", "soap=300@1 cream=200@1 soap=400,cream=100@5 tea#2=900@9 soap=600@20 soap=70@20"},
         {"bob", "tea#1=900@3"},
         {"cat", "soap@2! soap=500@4"}},
        30, 10);
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].repeats, 2);
    EXPECT_EQ(found[0].repeats_then, 1);
    EXPECT_EQ(found[0].spending().value().mean, (400 + 100 + 600 + 70) / 2.0);
    const auto history = found[0].history(journey::test_day(30));
    EXPECT_EQ(history.last, 19);
    EXPECT_EQ(history.watched, 29);
    EXPECT_EQ(found[0].history_then(journey::test_day(10)).last, 4);
    EXPECT_EQ(found[1].history(journey::test_day(30)).watched, 26);
    EXPECT_FALSE(found[1].spending());
}

TEST(CustomerBase, ACreditNoteOfTheDayOfARepeatReducesItWhicheverCameFirst) {
    const auto found = buyers({{"ann", "soap@1 soap=-30@4! soap=-200@5! soap=500@5"},
                               {"bob", "soap@1 soap=-30@4! soap=500@5 soap=-200@5!"}},
                              30, 10);
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].spent, 300);
    EXPECT_EQ(found[1].spent, 300);
}

TEST(CustomerBase, KnowsNothingThenOfWhoCameLater) {
    const auto found = buyers({{"ann", "soap@20 soap@25"}}, 30, 10);
    EXPECT_EQ(found.at(0).last_then, 0);
}

TEST(Expectations, AreTheSameRememberedOrWorkedOut) {
    const BgNbd model{.r = 0.8, .alpha = 30, .a = 0.9, .b = 2.5, .log_likelihood = 0, .n = 0};
    Expectations expectations(model, 365);
    for (int twice = 0; twice < 2; ++twice) {
        for (const std::uint32_t repeats : {0U, 3U, 200U}) {
            const PurchaseHistory history{.repeats = repeats, .last = 50, .watched = 400};
            EXPECT_EQ(expectations.if_alive(history), expected_if_alive(model, repeats, 400, 365));
        }
    }
}

// Five hundred customers who buy at their own pace and stop at their own time.
std::vector<journey::TestCustomer> shop() {
    std::vector<journey::TestCustomer> customers;
    std::uint64_t state = 20240229;
    const auto share = [&state] {
        state = state * 48271 % 2147483647;
        return static_cast<double>(state) / 2147483647;
    };
    for (int i = 0; i < 500; ++i) {
        const double gap = 15 / (0.05 + share());
        const double stops = 0.5 * share();
        const double amount = 1000 / (0.2 + share());
        double day = std::floor(300 * share());
        std::string events;
        while (day < 720) {
            const auto spent = std::llround(amount * (0.5 + share()));
            events += "soap=" + std::to_string(spent) + "@" +
                      std::to_string(static_cast<int>(day)) + " ";
            if (share() < stops) break;
            day += 1 - gap * std::log(share());
        }
        customers.push_back({"c" + std::to_string(i), events});
    }
    return customers;
}

TEST(ExpectedValue, ForetellsTheHoldOutAndClassesEverybodyOnce) {
    const Asked asked(kExpectedValue, shop(), 720, {"days:180"});
    EXPECT_EQ(asked.report().meta.n, 500);
    EXPECT_THAT(asked.report().remarks, IsEmpty());
    EXPECT_NEAR(asked.headline("error"), 0, 0.15);
    double customers = 0;
    double value = 0;
    for (const double count : asked.column("classes", "customers")) customers += count;
    for (const double one : asked.column("classes", "value")) value += one;
    EXPECT_EQ(customers, 500);
    EXPECT_NEAR(value, asked.headline("value"), 5);
    EXPECT_THAT(asked.people("alive/5"), SizeIs(static_cast<std::size_t>(
                                             asked.cell("classes", 0, "customers").value.value())));
    EXPECT_THROW(asked.people("alive/6"), Error);
}

TEST(ExpectedValue, WhatIsExpectedOfEachAddsUpToTheClass) {
    const Asked asked(kExpectedValue, shop(), 720, {"days:180"});
    double purchases = 0;
    double value = 0;
    for (const Expected& one : asked.expected("alive/5")) {
        purchases += one.purchases;
        value += one.value.value();
    }
    EXPECT_GT(purchases, 1);
    EXPECT_NEAR(purchases, asked.cell("classes", 0, "purchases").value.value(), 1e-6);
    EXPECT_NEAR(value, asked.cell("classes", 0, "value").value.value(), 1);
    EXPECT_THROW(asked.expected("alive/0"), Error);
}

TEST(ExpectedValue, OfTheSilentIsSmall) {
    const Asked asked(kExpectedValue, shop(), 720, {"days:180"});
    EXPECT_GT(asked.cell("classes", 0, "each").value.value(),
              5 * asked.cell("classes", 4, "each").value.value());
}

TEST(ExpectedValue, SaysWhenTooFewBoughtAgain) {
    const Asked nobody(kExpectedValue, {}, 10);
    EXPECT_THAT(nobody.report().remarks, SizeIs(1));
    EXPECT_THAT(nobody.report().figures, IsEmpty());
    const Asked one(kExpectedValue, {{"ann", "soap@1 soap@2"}}, 10);
    EXPECT_THAT(one.report().remarks, SizeIs(1));
    EXPECT_THAT(one.people("alive/1"), IsEmpty());
}

TEST(ExpectedValue, HasNoCheckWhenTheHistoryIsTooShort) {
    const Asked asked(kExpectedValue, shop(), 720, {"days:1095"});
    EXPECT_FALSE(asked.figure("check").note.empty());
    EXPECT_THAT(asked.column("check", "actual"), ElementsAre());
}

}  // namespace tsunagi::insight

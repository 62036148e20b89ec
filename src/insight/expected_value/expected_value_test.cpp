#include "insight/expected_value/expected_value.h"

#include "insight/expected_value/customer_base.h"
#include "insight/expected_value/spread.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tsunagi::insight {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::Pointwise;
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

TEST(CustomerBase, AProductChoosesThoseWhoBeganWithIt) {
    const auto journeys = journey::journeys_of(
        {{"ann", "soap@0 cream@30"}, {"bob", "soap@0"}, {"cat", "cream,soap@5"}});
    journey::Filter cream;
    cream.product = {journeys.product_id("cream")};
    const auto scope = journey::scope_of(journeys.at(60), cream, 2);
    const auto found = buyers_without_contract(scope, journey::test_day(30));
    ASSERT_THAT(found, SizeIs(1)) << "who came back for it had come back";
    EXPECT_EQ(found[0].first, journey::test_day(5));
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
    const Cell sum = asked.report().headlines.at(0).cell;
    EXPECT_GT(sum.value.value(), sum.low.value());
    EXPECT_LT(sum.value.value(), sum.high.value());
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

// Fader, Hardie, Lee (2005), equation 10, with the hypergeometric series as it stands.
double published_purchases(const BgNbd& model, const PurchaseHistory& history, double time) {
    const auto& [r, alpha, a, b, likelihood, n] = model;
    const double x = history.repeats;
    const double z = time / (alpha + history.watched + time);
    double series = 1;
    double term = 1;
    for (int j = 0; j < 2000; ++j) {
        term *= (r + x + j) * (b + x + j) / (a + b + x - 1 + j) / (1.0 + j) * z;
        series += term;
    }
    const double waited = (alpha + history.watched) / (alpha + history.last);
    const double gone = x == 0 ? 0 : a / (b + x - 1) * std::pow(waited, r + x);
    const double base = (alpha + history.watched) / (alpha + history.watched + time);
    return (a + b + x - 1) / (a - 1) * (1 - std::pow(base, r + x) * series) / (1 + gone);
}

// Fader, Hardie (2013), equation 5.
double published_spending(const GammaGamma& model, const Buyer& buyer) {
    const double x = buyer.repeats;
    if (x == 0 || buyer.spent <= 0) return model.p * model.gamma / (model.q - 1);
    return model.p * (model.gamma + static_cast<double>(buyer.spent)) / (model.p * x + model.q - 1);
}

TEST(Expectations, OfOneCustomerFollowTheFormulaAsPublished) {
    const BgNbd model{.r = .243, .alpha = 4.414, .a = .793, .b = 2.426};
    for (const PurchaseHistory history : {PurchaseHistory{2, 30.43F, 38.86F},
                                          PurchaseHistory{0, 0, 38}, PurchaseHistory{26, 30, 31}}) {
        for (const double time : {1.0, 39.0, 200.0}) {
            Expectations expectations(model, time);
            const double found = expectations.alive(history) * expectations.if_alive(history);
            EXPECT_NEAR(found, published_purchases(model, history, time), 1e-6 * found);
        }
    }
}

TEST(ExpectedValue, ClassesAreTheSumsOfThePublishedFormulas) {
    const Asked asked(kExpectedValue, shop(), 720, {"days:180"});
    const auto told = asked.column("model", "value");
    const BgNbd model{.r = told[0], .alpha = told[1], .a = told[2], .b = told[3]};
    const GammaGamma money{.p = told[6], .q = told[7], .gamma = told[8]};
    std::array<double, 5> customers{};
    std::array<double, 5> purchases{};
    std::array<double, 5> value{};
    for (const Buyer& buyer : buyers(shop(), 720, 540)) {
        const auto history = buyer.history(journey::test_day(720));
        const double alive = chance_alive(model, history);
        const auto at = 4 - std::min<std::size_t>(4, static_cast<std::size_t>(alive * 5));
        const double expected = published_purchases(model, history, 180);
        ++customers.at(at);
        purchases.at(at) += expected;
        value.at(at) += expected * published_spending(money, buyer);
    }
    EXPECT_THAT(asked.column("classes", "customers"), ElementsAreArray(customers));
    EXPECT_THAT(asked.column("classes", "purchases"), Pointwise(DoubleNear(1e-4), purchases));
    EXPECT_THAT(asked.column("classes", "value"), Pointwise(DoubleNear(2), value));
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

// Shops of the same customers, by chance: how far their models differ in what they expect of the
// first one's customers is what the delta method says of one of them.
std::vector<Buyer> drawn_by(std::mt19937& dice, bool alike) {
    std::vector<Buyer> all;
    for (journey::CustomerCode code = 0; code < 1500; ++code) {
        const double rate = std::gamma_distribution<double>(2, 0.01)(dice);
        const double eager = std::gamma_distribution<double>(1, 1)(dice);
        const double stops = alike ? 0.2
                                   : eager / (eager + std::gamma_distribution<double>(3, 1)(dice));
        Buyer buyer{.code = code, .first = 1000, .last = 1000};
        double day = 1000;
        while ((day += std::exponential_distribution<double>(rate)(dice)) < 1400) {
            ++buyer.repeats;
            buyer.last = static_cast<std::uint16_t>(day);
            if (std::bernoulli_distribution(stops)(dice)) break;
        }
        all.push_back(buyer);
    }
    return all;
}

double expected_of(const std::vector<Buyer>& buyers, const BgNbd& model) {
    double sum = 0;
    for (const Buyer& buyer : buyers) {
        const auto history = buyer.history(1400);
        sum += chance_alive(model, history) *
               expected_if_alive(model, history.repeats, history.watched, 365);
    }
    return sum;
}

TEST(Spread, IsHowFarModelsOfOtherSamplesDiffer) {
    for (const bool alike : {false, true}) {
        std::mt19937 dice(11);
        const auto buyers = drawn_by(dice, alike);
        std::vector<double> logs;
        double said = 0;
        for (int i = 0; i < 60; ++i) {
            const auto others = drawn_by(dice, alike);
            std::vector<PurchaseHistory> histories(others.size());
            std::ranges::transform(others, histories.begin(),
                                   [](const Buyer& buyer) { return buyer.history(1400); });
            const auto model = fit_bg_nbd(histories, 1);
            if (!model) continue;
            logs.push_back(std::log(expected_of(buyers, *model)));
            said += spread_of({*model, histories}, buyers, 1400, 365, 2).purchases;
        }
        ASSERT_GT(logs.size(), 50);
        const auto n = static_cast<double>(logs.size());
        double mean = 0;
        double square = 0;
        for (const double log : logs) mean += log / n;
        for (const double log : logs) square += (log - mean) * (log - mean) / (n - 1);
        EXPECT_NEAR(said / n / std::sqrt(square), 1, 0.25) << "alike: " << alike;
    }
}

TEST(ExpectedValue, SaysWhenNobodyIsSeenToStopMoreEasilyThanOthers) {
    std::vector<journey::TestCustomer> customers;
    std::mt19937 dice(4);
    for (int i = 0; i < 900; ++i) {
        const double rate = std::gamma_distribution<double>(6, 0.003)(dice);
        std::string events = "soap=900@0 ";
        double day = 0;
        while ((day += 1 + std::exponential_distribution<double>(rate)(dice)) < 700) {
            events += "soap=" + std::to_string(500 + dice() % 900) + "@" +
                      std::to_string(static_cast<int>(day)) + " ";
            if (std::bernoulli_distribution(0.1)(dice)) break;
        }
        customers.push_back({"c" + std::to_string(i), events});
    }
    const Asked asked(kExpectedValue, customers, 700, {"days:180"});
    EXPECT_THAT(asked.report().remarks, testing::Contains(testing::HasSubstr("cannot be told")));
    EXPECT_FALSE(asked.cell("model", 2, "value").value);
    EXPECT_NEAR(asked.cell("model", 4, "value").value.value(), 0.1, 0.02);
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

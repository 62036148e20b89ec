#include "churn/delivery_hazard.h"

#include "churn/expected_loss.h"

#include <gtest/gtest.h>

namespace tsunagi::churn {
namespace {

using insight::DeliveryTable;

constexpr int kTea = 1;
constexpr int kSoap = 2;

void count(DeliveryTable& table, int product, int delivery, std::uint32_t cancelled,
           std::uint32_t continued) {
    table.cell(product, delivery).cancelled = cancelled;
    table.cell(product, delivery).continued = continued;
}

TEST(DeliveryHazard, WithManyAtRiskTheCellSpeaksForItself) {
    DeliveryTable table(3);
    count(table, kTea, 1, 2000, 8000);
    count(table, kSoap, 1, 4000, 6000);
    const DeliveryHazard hazard(table);
    EXPECT_NEAR(hazard.risk(kTea, 1).probability.value(), 0.20, 0.01);
    EXPECT_NEAR(hazard.risk(kSoap, 1).probability.value(), 0.40, 0.01);
    EXPECT_EQ(hazard.risk(kTea, 1).level, Level::ProductDelivery);
    EXPECT_EQ(hazard.risk(kTea, 1).n, 10'000);
}

TEST(DeliveryHazard, WithFewAtRiskTheProductAndTheShopSpeakAlong) {
    DeliveryTable table(3);
    count(table, kTea, 1, 300, 700);
    count(table, kTea, 2, 150, 550);
    count(table, kSoap, 1, 250, 750);
    count(table, kSoap, 2, 2, 0);  // two of two cancelled: no reason to believe in 100 %
    const Risk risk = DeliveryHazard(table).risk(kSoap, 2);
    EXPECT_TRUE(risk.few_data);
    EXPECT_EQ(risk.level, Level::Product);
    EXPECT_GT(risk.probability, 0.15);
    EXPECT_LT(risk.probability, 0.60);
}

TEST(DeliveryHazard, AProductNobodyBoughtYetHasTheShopsRisk) {
    DeliveryTable table(3);
    count(table, kTea, 1, 300, 700);
    const Risk risk = DeliveryHazard(table).risk(kSoap, 1);
    EXPECT_NEAR(risk.probability.value(), 0.30, 0.01);
    EXPECT_EQ(risk.level, Level::Shop);
    EXPECT_EQ(risk.n, 0);
}

TEST(DeliveryHazard, WhoStillWaitsIsAtRiskAndNoEvent) {
    DeliveryTable table(2);
    count(table, kTea, 1, 100, 100);
    table.cell(kTea, 1).open = 800;
    EXPECT_NEAR(DeliveryHazard(table).risk(kTea, 1).probability.value(), 0.10, 0.01);
}

TEST(DeliveryHazard, TheIntervalHoldsTheProbabilityAndNarrowsWithN) {
    DeliveryTable few(2);
    count(few, kTea, 1, 12, 28);
    DeliveryTable many(2);
    count(many, kTea, 1, 600, 1400);
    const Risk wide = DeliveryHazard(few).risk(kTea, 1);
    const Risk narrow = DeliveryHazard(many).risk(kTea, 1);
    EXPECT_LT(wide.low, wide.probability);
    EXPECT_GT(wide.high, wide.probability);
    EXPECT_LT(*narrow.high - *narrow.low, *wide.high - *wide.low);
}

TEST(DeliveryHazard, AnExpectationIsWorthNoMoreThanThoseItWasCountedFrom) {
    DeliveryTable table(3);
    count(table, kTea, 1, 200, 800);
    count(table, kTea, 2, 4, 16);
    const DeliveryHazard hazard(table);
    ASSERT_EQ(hazard.strength(), 1000);
    const Risk from_20 = hazard.risk(kSoap, 2);
    EXPECT_LT(from_20.low.value(), 0.10);
    EXPECT_GT(from_20.high.value(), 0.35);
    EXPECT_LT(*hazard.risk(kSoap, 1).high - *hazard.risk(kSoap, 1).low, 0.06);
}

TEST(DeliveryHazard, CellsThatDifferMuchAreShrunkLittle) {
    DeliveryTable alike(11);
    DeliveryTable unlike(11);
    for (int product = 1; product <= 10; ++product) {
        // The same share of events in every product, but in `unlike` the deliveries part.
        const std::uint32_t swing = product % 2 ? 300 : 100;
        count(alike, product, 1, 200, 800);
        count(alike, product, 2, 200, 800);
        count(unlike, product, 1, swing, 1000 - swing);
        count(unlike, product, 2, 400 - swing, 600 + swing);
    }
    EXPECT_GT(DeliveryHazard(alike).strength(), DeliveryHazard(unlike).strength());
    EXPECT_LT(DeliveryHazard(unlike).strength(), 50);
}

TEST(DeliveryHazard, AnEmptyShopGivesNoNumberAndSaysThatItHasFewData) {
    const DeliveryHazard hazard(DeliveryTable(1));
    const Risk risk = hazard.risk(0, 3);
    EXPECT_TRUE(risk.few_data);
    EXPECT_EQ(risk.n, 0);
    EXPECT_FALSE(risk.probability || risk.low || risk.high);
    EXPECT_FALSE(hazard.probability(0, 3));
}

TEST(DeliveryHazard, SpeaksOnceThirtyInTheShopWereAtRiskUpToTheDelivery) {
    DeliveryTable table(3);
    count(table, kTea, 1, 4, 25);
    EXPECT_FALSE(DeliveryHazard(table).risk(kTea, 1).probability);
    count(table, kSoap, 2, 0, 1);
    const DeliveryHazard hazard(table);
    EXPECT_FALSE(hazard.risk(kTea, 1).probability) << "what came later says nothing of before";
    EXPECT_TRUE(hazard.risk(kTea, 2).probability);
    EXPECT_TRUE(hazard.risk(kTea, 9).probability);
}

// With 10,000 in each cell the shop's few words of advice weigh next to nothing.
TEST(DeliveryHazard, OfTheDeliveriesAheadCountsThoseThatAreLikelyToBeTaken) {
    DeliveryTable table(2);
    count(table, kTea, 1, 200'000, 800'000);
    count(table, kTea, 2, 100'000, 900'000);
    count(table, kTea, 3, 500'000, 500'000);
    const DeliveryHazard hazard(table);
    EXPECT_NEAR(hazard.deliveries_ahead(kTea, 1, 1), 1, 1e-9);
    EXPECT_NEAR(hazard.deliveries_ahead(kTea, 1, 2), 1.9, 1e-3);     // 1 + 0.9
    EXPECT_NEAR(hazard.deliveries_ahead(kTea, 1, 3), 2.35, 1e-3);    // 1 + 0.9 + 0.9 x 0.5
    EXPECT_NEAR(hazard.deliveries_ahead(kTea, 1, 1.5), 1.45, 1e-3);  // 1 + 0.9 / 2
    EXPECT_NEAR(hazard.deliveries_ahead(kTea, 2, 2), 1.5, 1e-3);     // 1 + 0.5
}

TEST(DeliveryHazard, TheProbabilityIsTheRisksMean) {
    DeliveryTable table(3);
    count(table, kTea, 1, 30, 70);
    count(table, kSoap, 2, 1, 4);
    const DeliveryHazard hazard(table);
    for (const int product : {kTea, kSoap}) {
        for (const int delivery : {1, 2, 70}) {
            const Risk risk = hazard.risk(product, delivery);
            EXPECT_EQ(hazard.probability(product, delivery), risk.probability);
            EXPECT_LT(risk.low, risk.probability);
            EXPECT_LT(risk.probability, risk.high);
        }
    }
}

TEST(ExpectedLoss, IsTheMarginOfTheDeliveriesTimesTheChance) {
    EXPECT_EQ(worth_of({4980}, 7.2, 0.6).minor, 21514);  // 4980 x 7.2 x 0.6 = 21513.6
    EXPECT_EQ(worth_of({4980}, 7.2, std::nullopt).minor, 35856);
    EXPECT_EQ(expected_loss({35856}, 0.25).minor, 8964);
}

TEST(ExpectedLoss, AYearHasTwelveMonthsOrItsDays) {
    EXPECT_DOUBLE_EQ(deliveries_of_a_year(record::CycleUnit::Month, 1), 12);
    EXPECT_DOUBLE_EQ(deliveries_of_a_year(record::CycleUnit::Month, 2), 6);
    EXPECT_DOUBLE_EQ(deliveries_of_a_year(record::CycleUnit::Day, 30), 365.0 / 30);
}

}  // namespace
}  // namespace tsunagi::churn

#include "insight/control_limits.h"

#include <gtest/gtest.h>

namespace tsunagi::insight {

std::vector<Rate> rates_of(std::initializer_list<int> events, int n) {
    std::vector<Rate> rates;
    for (const int count : events) rates.push_back(rate_of(count, n));
    return rates;
}

// Chips with defects on 30 wafers of 50: NIST/SEMATECH e-Handbook of Statistical Methods, section
// 6.3.3.2: centre 0.2313, limits 0.4102 and 0.0524; wafers 15 and 23 are outside.
TEST(ControlLimits, AreThoseOfTheWafersOfTheHandbook) {
    const auto chart = control_limits(
        rates_of({12, 15, 8, 10, 4,  7,  16, 9,  14, 10, 5,  6, 17, 12, 22,
                  8,  10, 5, 13, 11, 20, 18, 24, 15, 9,  12, 7, 13, 9,  6},
                 50),
        Widening::None);
    EXPECT_NEAR(chart.mean, 0.2313, 5e-5);
    ASSERT_EQ(chart.points.size(), 30U);
    for (std::size_t i = 0; i < 30; ++i) {
        EXPECT_NEAR(chart.points[i].high, 0.4102, 5e-5);
        EXPECT_NEAR(chart.points[i].low, 0.0524, 5e-5);
        const bool outside = i == 14 || i == 22;
        EXPECT_EQ(chart.points[i].signal, outside ? Signal::Above : Signal::None) << i;
    }
}

// By hand: 40 and 60 of 100 in turn: mean .5, s .05, z -2 and +2, moving range 4 each time,
// widening 4 / 1.128 = 3.546, limits .5 ± .5319 cut to 0 and 1; with n 400, .5 ± .5319/2.
TEST(ControlLimits, WidenByTheSpreadOfNeighbouringPoints) {
    auto rates = rates_of({40, 60, 40, 60, 40, 60, 40, 60}, 100);
    rates.push_back(rate_of(312, 400));
    const auto chart = control_limits(rates, Widening::Laney, 8);
    EXPECT_NEAR(chart.widening, 4 / 1.128, 1e-12);
    EXPECT_EQ(chart.points[0].low, 0);
    EXPECT_NEAR(chart.points[8].high, 0.5 + 3 * 0.025 * 4 / 1.128, 1e-12);
    EXPECT_EQ(chart.points[8].signal, Signal::Above);
}

TEST(ControlLimits, NeverNarrowBelowThePChart) {
    EXPECT_EQ(control_limits(rates_of({5, 5, 5, 5, 5, 5, 5, 5}, 9), Widening::Laney).widening, 1);
}

TEST(ControlLimits, SayWhenEightInARowStandOnOneSide) {
    const auto chart = control_limits(
        rates_of({10, 10, 10, 10, 10, 10, 10, 10, 14, 14, 14, 14, 14, 14, 14, 14}, 100),
        Widening::None);
    EXPECT_EQ(chart.points[6].signal, Signal::None);
    EXPECT_EQ(chart.points[7].signal, Signal::RunBelow);
    EXPECT_EQ(chart.points[15].signal, Signal::RunAbove);
}

TEST(ControlLimits, NeedEightPointsWithSomebody) {
    auto rates = rates_of({1, 2, 3, 1, 2, 3, 1}, 9);
    rates.push_back(rate_of(0, 0));
    EXPECT_TRUE(control_limits(rates, Widening::Laney).points.empty());
    rates.push_back(rate_of(2, 9));
    const auto chart = control_limits(rates, Widening::Laney);
    EXPECT_EQ(chart.points.size(), 9U);
    EXPECT_EQ(chart.points[7].high, 1);
}

// By hand: 10 of 100 but for one 40. With it: mean .13, and the 40 widens the limits beyond itself
// on the p' chart; without it: mean .1, s .03, and 40 is above .19.
TEST(ControlLimits, AreDrawnAgainWithoutThePointsOutside) {
    auto rates = rates_of({10, 10, 10, 10, 40, 10, 10, 10, 10, 10}, 100);
    const auto chart = stable_limits(rates, Widening::None);
    EXPECT_NEAR(chart.mean, 0.1, 1e-12);
    EXPECT_EQ(chart.taken_out, 1);
    EXPECT_NEAR(chart.points[4].high, 0.1 + 3 * 0.03, 1e-12);
    EXPECT_EQ(chart.points[4].signal, Signal::Above);
    EXPECT_EQ(chart.points[9].signal, Signal::None);
    rates.push_back(rate_of(0, 0));
    EXPECT_EQ(stable_limits(rates, Widening::None).points.size(), 11U);
}

// By hand: 10 and 12 of 100 in turn: mean .11, s .0313, z ±.32, moving range .64: no widening.
TEST(ControlLimits, OfTheNewestPointAreThoseOfThePointsBefore) {
    const auto chart = stable_limits(rates_of({10, 12, 10, 12, 10, 12, 10, 12, 40}, 100),
                                     Widening::Laney);
    EXPECT_NEAR(chart.mean, 0.11, 1e-12);
    EXPECT_EQ(chart.widening, 1);
    EXPECT_EQ(chart.points[8].signal, Signal::Above);
    EXPECT_EQ(chart.taken_out, 0);
    EXPECT_TRUE(stable_limits(rates_of({10, 12, 10, 12, 10, 12, 10, 12}, 100), Widening::Laney)
                    .points.empty());
}

// 60 hides 30 at first: mean .145, limits up to .251; without 60, .117 and up to .213.
TEST(ControlLimits, AreDrawnAgainUntilNoPointLeftIsOutside) {
    const auto chart = stable_limits(
        rates_of({10, 10, 10, 10, 60, 22, 10, 10, 10, 10, 10, 10}, 100), Widening::None);
    EXPECT_EQ(chart.taken_out, 2);
    EXPECT_NEAR(chart.mean, 0.1, 1e-12);
    EXPECT_EQ(chart.points[4].signal, Signal::Above);
    EXPECT_EQ(chart.points[5].signal, Signal::Above);
}

TEST(ControlLimits, KeepAllPointsWhereNotMoreThanHalfAreStable) {
    const auto chart = stable_limits(
        rates_of({2, 2, 2, 2, 2, 2, 60, 60, 60, 60, 60, 60, 2, 60, 2, 60, 2}, 100), Widening::None);
    EXPECT_EQ(chart.taken_out, 0);
    EXPECT_EQ(chart.points[0].signal, Signal::Below);
}

// 10 and 12 in turn: mean 11, difference 2, limits 11 ± 5.32; with the 40 the reach is 12.2.
TEST(ControlLimits, OfCountsAreDrawnAgainToo) {
    const std::vector<double> counts{10, 12, 10, 12, 10, 12, 10, 12, 40, 10, 12, 10};
    const auto limits = stable_limits(counts);
    ASSERT_TRUE(limits);
    EXPECT_DOUBLE_EQ(limits->mean, 11);
    EXPECT_DOUBLE_EQ(limits->low, 11 - 2 * 2.66);
    EXPECT_DOUBLE_EQ(limits->high, 11 + 2 * 2.66);
    EXPECT_EQ(limits->signal_of(40), Signal::Above);
    EXPECT_FALSE(stable_limits(std::span(counts).first(8)));
    EXPECT_TRUE(stable_limits(std::span(counts).first(9)));
}

TEST(ControlLimits, OfARateThatIsAlwaysZeroAreZero) {
    const auto chart = control_limits(rates_of({0, 0, 0, 0, 0, 0, 0, 0}, 9), Widening::Laney);
    EXPECT_EQ(chart.points[3].high, 0);
    EXPECT_EQ(chart.points[7].signal, Signal::None);
}

}  // namespace tsunagi::insight

#include "insight/rate.h"
#include "insight/survival.h"

#include <gtest/gtest.h>

#include <array>

namespace tsunagi::insight {

// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
// Medicine 17 (1998) 857-872, table I, method 3.
TEST(Rate, HasTheIntervalsThatNewcombePublishedForWilsonsMethod) {
    struct Published {
        int events, n;
        double low, high;
    };
    for (const auto& row : {Published{81, 263, 0.2553, 0.3662}, Published{15, 148, 0.0624, 0.1605},
                            Published{0, 20, 0.0000, 0.1611}, Published{1, 29, 0.0061, 0.1718}}) {
        const Rate rate = rate_of(row.events, row.n);
        EXPECT_NEAR(rate.low.value(), row.low, 5e-5) << row.events;
        EXPECT_NEAR(rate.high.value(), row.high, 5e-5) << row.events;
    }
}

TEST(Rate, OfNobodyHasNoValue) {
    const Rate rate = rate_of(0, 0);
    EXPECT_FALSE(rate.value || rate.low || rate.high);
    EXPECT_TRUE(rate.few);
}

TEST(Rate, BelowThirtyIsFew) {
    EXPECT_TRUE(rate_of(1, 29).few);
    EXPECT_FALSE(rate_of(1, 30).few);
}

TEST(Rate, StaysWithinZeroAndOne) {
    EXPECT_GE(rate_of(0, 3).low.value(), 0.0);
    EXPECT_LE(rate_of(3, 3).high.value(), 1.0);
}

// Weeks in remission of 21 leukaemia patients on 6-MP: E. J. Freireich et al., Blood 21 (1963)
// 699-716; E. A. Gehan, Biometrika 52 (1965) 203-223. Estimates, Greenwood errors and log-log
// intervals as in R's survfit(conf.type = "log-log") and J. P. Klein, M. L. Moeschberger,
// "Survival Analysis", 2nd ed., examples 4.1 and 4.2.
TEST(KaplanMeier, GivesThePublishedCurveOfTheSixMercaptopurinePatients) {
    constexpr std::array sets{RiskSet{21, 3}, RiskSet{17, 1}, RiskSet{15, 1}, RiskSet{12, 1},
                              RiskSet{11, 1}, RiskSet{7, 1},  RiskSet{6, 1}};
    constexpr std::array value{0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448};
    constexpr std::array error{0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346};
    constexpr std::array low{0.620, 0.563, 0.503, 0.432, 0.368, 0.268, 0.188};
    constexpr std::array high{0.952, 0.923, 0.889, 0.849, 0.805, 0.747, 0.680};
    const auto curve = kaplan_meier(sets);
    ASSERT_EQ(curve.size(), sets.size());
    for (std::size_t i = 0; i < curve.size(); ++i) {
        EXPECT_NEAR(curve[i].value, value[i], 6e-4);
        EXPECT_NEAR(curve[i].standard_error, error[i], 6e-5);
        EXPECT_NEAR(curve[i].low, low[i], 6e-4);
        EXPECT_NEAR(curve[i].high, high[i], 6e-4);
    }
}

TEST(KaplanMeier, StaysWhereItIsWhenNobodyIsAtRisk) {
    const auto curve = kaplan_meier(std::array{RiskSet{10, 5}, RiskSet{0, 0}});
    EXPECT_DOUBLE_EQ(curve[1].value, 0.5);
}

TEST(KaplanMeier, NobodyOfFortyDoesNotMeanNobodyEver) {
    const auto curve = kaplan_meier(std::array{RiskSet{40, 0}, RiskSet{10, 0}});
    EXPECT_EQ(curve[0].value, 1.0);
    EXPECT_NEAR(curve[0].low, 0.9124, 1e-4);  // 40 / (40 + 1.96²)
    EXPECT_NEAR(curve[1].low, 0.7225, 1e-4);
}

TEST(KaplanMeier, FallsToZeroWhenTheLastLeave) {
    const auto curve = kaplan_meier(std::array{RiskSet{2, 2}});
    EXPECT_EQ(curve[0].value, 0.0);
    // Wilson's limit of none of two: 1.96² / (2 + 1.96²).
    EXPECT_NEAR(curve[0].high, 0.6576, 1e-4);
}

TEST(KaplanMeier, IsNoLessSureOfManyWhenTheLastOfThemLeaves) {
    const auto curve = kaplan_meier(std::array{RiskSet{1000, 990}, RiskSet{10, 9}, RiskSet{1, 1}});
    EXPECT_EQ(curve[2].value, 0.0);
    // What stood before, times Wilson's limit of none of one.
    EXPECT_NEAR(curve[2].high, curve[1].high * 0.79345, 1e-6);
    EXPECT_LT(curve[2].high, 0.01);
}

}  // namespace tsunagi::insight

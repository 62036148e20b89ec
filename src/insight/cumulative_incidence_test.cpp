#include "insight/cumulative_incidence.h"

#include "insight/survival.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace tsunagi::insight {

// By hand: of ten, two leave for the first reason, then one of eight for each, then (four censored)
// one of two for the second: F1 = .2 + .8/8 = .3; F2 = .8/8 + .6/2 = .4; S = .3.
TEST(CumulativeIncidence, IsAsByHandAndAddsUpToOne) {
    const std::array sets{CompetingRiskSet{10, {2, 0}}, CompetingRiskSet{8, {1, 1}},
                          CompetingRiskSet{2, {0, 1}}};
    const auto found = cumulative_incidence(sets);
    EXPECT_NEAR(found.reasons[0][2].value, 0.3, 1e-15);
    EXPECT_NEAR(found.reasons[1][2].value, 0.4, 1e-15);
    EXPECT_NEAR(found.survival[2], 0.3, 1e-15);
    // After the first time it is a plain share: sqrt(.2 · .8 / 10).
    EXPECT_NEAR(found.reasons[0][0].standard_error, std::sqrt(0.016), 1e-15);
    EXPECT_LT(found.reasons[0][2].low, 0.3);
    EXPECT_GT(found.reasons[0][2].high, 0.3);
}

TEST(CumulativeIncidence, OfOneReasonIsOneMinusKaplanMeierWithGreenwoodsError) {
    const std::array sets{CompetingRiskSet{21, {3}}, CompetingRiskSet{17, {1}},
                          CompetingRiskSet{15, {0}}, CompetingRiskSet{12, {2}}};
    const auto found = cumulative_incidence(sets);
    const auto curve = kaplan_meier(
        std::array{RiskSet{21, 3}, RiskSet{17, 1}, RiskSet{15, 0}, RiskSet{12, 2}});
    for (std::size_t i = 0; i < sets.size(); ++i) {
        EXPECT_NEAR(found.reasons[0][i].value, 1 - curve[i].value, 1e-14);
        EXPECT_NEAR(found.reasons[0][i].standard_error, curve[i].standard_error, 1e-14);
    }
}

TEST(CumulativeIncidence, EndsWhenAllHaveLeftAndStaysWhenNobodyIsAtRisk) {
    const std::array sets{CompetingRiskSet{4, {3, 1}}, CompetingRiskSet{0, {0, 0}}};
    const auto found = cumulative_incidence(sets);
    EXPECT_EQ(found.survival[0], 0);
    EXPECT_EQ(found.reasons[0][1].value, 0.75);
    EXPECT_NEAR(found.reasons[0][1].standard_error, std::sqrt(0.75 * 0.25 / 4), 1e-15);
    EXPECT_TRUE(cumulative_incidence({}).reasons.empty());
}

}  // namespace tsunagi::insight

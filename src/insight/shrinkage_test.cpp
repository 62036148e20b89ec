#include "insight/shrinkage.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

// Smokers among patients in four studies: J. L. Fleiss, "Statistical Methods for Rates and
// Proportions", 2nd ed. 1981, p. 139; X-squared 12.6, p 0.0056 also in R's example(prop.test).
TEST(Homogeneity, OfFleissSmokersIsRejected) {
    const std::vector<Rate> smokers{rate_of(83, 86), rate_of(90, 93), rate_of(129, 136),
                                    rate_of(70, 82)};
    const Homogeneity found = homogeneity_of(smokers);
    EXPECT_NEAR(found.chi_square, 12.60041129, 1e-8);
    EXPECT_EQ(found.degrees, 3);
    EXPECT_NEAR(found.p.value(), 0.005585477, 1e-9);
    EXPECT_TRUE(found.more_than_noise);
}

TEST(Homogeneity, CannotBeTestedWithOneGroupOrWithoutVariation) {
    EXPECT_FALSE(homogeneity_of(std::vector{rate_of(3, 9), rate_of(0, 0)}).p);
    EXPECT_FALSE(homogeneity_of(std::vector{rate_of(0, 9), rate_of(0, 5)}).p);
}

// Thirteen trials of BCG vaccine: G. A. Colditz et al., JAMA 271 (1994) 698-702. Log risk ratios;
// Q 152.2330, spread² 0.3088, mean -0.7141, error 0.1787 as in W. Viechtbauer, "Conducting
// meta-analyses in R with the metafor package", J. Statistical Software 36/3 (2010), method DL.
std::vector<Effect> vaccine_trials() {
    struct Trial {
        double cases, healthy, control_cases, control_healthy;
    };
    std::vector<Effect> effects;
    for (const auto& [a, b, c, d] :
         {Trial{4, 119, 11, 128}, Trial{6, 300, 29, 274}, Trial{3, 228, 11, 209},
          Trial{62, 13536, 248, 12619}, Trial{33, 5036, 47, 5761}, Trial{180, 1361, 372, 1079},
          Trial{8, 2537, 10, 619}, Trial{505, 87886, 499, 87892}, Trial{29, 7470, 45, 7232},
          Trial{17, 1699, 65, 1600}, Trial{186, 50448, 141, 27197}, Trial{5, 2493, 3, 2338},
          Trial{27, 16886, 29, 17825}}) {
        effects.push_back({.value = std::log(a / (a + b)) - std::log(c / (c + d)),
                           .error = std::sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))});
    }
    return effects;
}

TEST(ShrunkEffects, OfTheVaccineTrialsAreThePublishedOnes) {
    const auto effects = vaccine_trials();
    const auto shrunk = shrink_effects(effects).value();
    EXPECT_NEAR(shrunk.homogeneity.chi_square, 152.2330, 5e-5);
    EXPECT_TRUE(shrunk.homogeneity.more_than_noise);
    EXPECT_NEAR(shrunk.spread * shrunk.spread, 0.3088, 5e-5);
    EXPECT_NEAR(shrunk.mean, -0.7141, 5e-5);
    EXPECT_NEAR(shrunk.mean_error, 0.1787, 5e-5);
    // Trial 12 had 8 cases, trial 8 a thousand: the first moves to the mean, the other stays.
    EXPECT_LT(shrunk.effects[11].value, 0);
    EXPECT_NEAR(shrunk.effects[7].value, effects[7].value, 0.02);
}

// Coaching in eight schools: D. B. Rubin, "Estimation in parallel randomized experiments", J. of
// Educational Statistics 6 (1981) 377-401; pooled effect 7.7 with error 4.1, no spread seen.
TEST(ShrunkEffects, OfTheEightSchoolsAreOneEffectBecauseTheDifferencesAreNoise) {
    const std::vector<Effect> schools{{28, 15}, {8, 10}, {-3, 16}, {7, 11},
                                      {-1, 9},  {1, 11}, {18, 10}, {12, 18}};
    const auto shrunk = shrink_effects(schools).value();
    EXPECT_FALSE(shrunk.homogeneity.more_than_noise);
    EXPECT_EQ(shrunk.spread, 0);
    EXPECT_NEAR(shrunk.mean, 7.7, 0.05);
    EXPECT_NEAR(shrunk.mean_error, 4.1, 0.05);
    for (const Shrunk& school : shrunk.effects) EXPECT_DOUBLE_EQ(school.value, shrunk.mean);
    EXPECT_NEAR(shrunk.effects[0].high - shrunk.mean, kZ95 * shrunk.mean_error, 1e-12);
}

TEST(ShrunkEffects, OfNoneAreNothingAndOfOneItself) {
    EXPECT_FALSE(shrink_effects({}));
    const auto one = shrink_effects(std::vector<Effect>{{3, 2}}).value();
    EXPECT_DOUBLE_EQ(one.effects[0].value, 3);
    EXPECT_NEAR(one.effects[0].high, 3 + kZ95 * 2, 1e-12);
}

}  // namespace tsunagi::insight

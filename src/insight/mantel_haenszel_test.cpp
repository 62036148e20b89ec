#include "insight/mantel_haenszel.h"

#include "insight/rate.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace tsunagi::insight {

// Men and women admitted to Berkeley and not, by department: Bickel, Hammel, O'Connell, Science 187
// (1975) 398-404. Of all together men look favoured, 1.84 to 1; in like departments they are not.
// R 4.2.2 says of mantelhaen.test(UCBAdmissions): 0.9046968, 0.7719074 to 1.0603298.
TEST(MantelHaenszel, AgreesWithROnTheAdmissionsOfBerkeley) {
    const std::array<TwoByTwo, 6> departments{{{512, 89, 313, 19},
                                               {353, 17, 207, 8},
                                               {120, 202, 205, 391},
                                               {138, 131, 279, 244},
                                               {53, 94, 138, 299},
                                               {22, 24, 351, 317}}};
    const CommonOdds odds = common_odds_ratio(departments);
    EXPECT_NEAR(odds.value.value(), 0.904696828259, 1e-11);
    EXPECT_NEAR(odds.low.value(), 0.771907361759, 1e-6);
    EXPECT_NEAR(odds.high.value(), 1.060329764437, 1e-6);
    EXPECT_EQ(odds.n, 4526);
    EXPECT_FALSE(odds.few);
    const std::array<TwoByTwo, 1> together{{{1198, 557, 1493, 1278}}};
    EXPECT_NEAR(common_odds_ratio(together).value.value(), 1.84108, 1e-5);
}

// Success of a drug and of a control in eight centres: Beitler, Landis, Biometrics 41 (1985)
// 991-1000. Agresti, Categorical Data Analysis, 2nd ed. 2002, section 6.3: 2.13 with a standard
// error of the logarithm of 0.303, 1.18 to 3.87. Centres are small, some cells empty.
TEST(MantelHaenszel, AgreesWithAgrestiOnEightSmallCentres) {
    const std::array<TwoByTwo, 8> centres{{{11, 10, 25, 27},
                                           {16, 22, 4, 10},
                                           {14, 7, 5, 12},
                                           {2, 1, 14, 16},
                                           {6, 0, 11, 12},
                                           {1, 0, 10, 10},
                                           {1, 1, 4, 8},
                                           {4, 6, 2, 1}}};
    const CommonOdds odds = common_odds_ratio(centres);
    EXPECT_NEAR(odds.value.value(), 2.1345490672, 1e-9);
    EXPECT_NEAR(odds.low.value(), 1.1775898, 1e-6);
    EXPECT_NEAR(odds.high.value(), 3.8691740, 1e-6);
    EXPECT_NEAR(std::log(*odds.high / *odds.low) / 2 / kZ95, 0.303, 0.0005);
}

TEST(MantelHaenszel, OfOneTableItIsWoolfs) {
    const std::array<TwoByTwo, 1> one{{{8, 32, 5, 45}}};
    const CommonOdds odds = common_odds_ratio(one);
    EXPECT_DOUBLE_EQ(odds.value.value(), 8.0 * 45 / (32 * 5));
    const double error = std::sqrt(1.0 / 8 + 1.0 / 32 + 1.0 / 5 + 1.0 / 45);
    EXPECT_NEAR(odds.high.value(), *odds.value * std::exp(kZ95 * error), 1e-12);
    EXPECT_NEAR(odds.low.value(), *odds.value / std::exp(kZ95 * error), 1e-12);
}

// In either table the sign is as common among those to whom it happens, but where it is common it
// also happens more.
TEST(MantelHaenszel, WhatTheTablesAloneMakeGoesAway) {
    const std::vector<TwoByTwo> tables{{40, 40, 10, 10}, {2, 18, 8, 72}};
    EXPECT_DOUBLE_EQ(common_odds_ratio(tables).value.value(), 1);
    const std::vector<TwoByTwo> together{{42, 58, 18, 82}};
    EXPECT_GT(common_odds_ratio(together).low.value(), 1);
}

TEST(MantelHaenszel, ATableThatSaysNothingIsNotCounted) {
    const std::vector<TwoByTwo> tables{{8, 32, 5, 45}, {0, 90, 0, 7}, {3, 4, 0, 0}};
    const CommonOdds odds = common_odds_ratio(tables);
    EXPECT_EQ(odds.n, 90);
    EXPECT_DOUBLE_EQ(odds.value.value(), 8.0 * 45 / (32 * 5));
    EXPECT_FALSE(odds.few);
}

TEST(MantelHaenszel, WithoutEndOrWithoutAnybodyThereIsNoRatio) {
    const std::vector<TwoByTwo> endless{{3, 0, 2, 5}};
    EXPECT_FALSE(common_odds_ratio(endless).value);
    EXPECT_EQ(common_odds_ratio(endless).n, 10);
    EXPECT_TRUE(common_odds_ratio(endless).few);
    EXPECT_FALSE(common_odds_ratio({}).value);
}

}  // namespace tsunagi::insight

#include "insight/proportions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

namespace tsunagi::insight {

// R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
TEST(DifferenceOfRates, HasTheIntervalsThatNewcombePublished) {
    struct Published {
        int a, m, b, n;
        double low, high;
    };
    for (const auto& row :
         {Published{56, 70, 48, 80, 0.0524, 0.3339}, Published{9, 10, 3, 10, 0.1705, 0.8090},
          Published{6, 7, 2, 7, 0.0582, 0.8062}, Published{5, 56, 0, 29, -0.0381, 0.1926},
          Published{0, 10, 0, 20, -0.1611, 0.2775}, Published{0, 10, 0, 10, -0.2775, 0.2775},
          Published{10, 10, 0, 20, 0.6791, 1.0000}, Published{10, 10, 0, 10, 0.6075, 1.0000}}) {
        const auto difference = difference_of(rate_of(row.a, row.m), rate_of(row.b, row.n));
        EXPECT_NEAR(difference.low.value(), row.low, 5e-5) << row.a;
        EXPECT_NEAR(difference.high.value(), row.high, 5e-5) << row.a;
    }
}

// prop.test(c(56, 48), c(70, 80), correct = FALSE) of R 4.2.2.
TEST(DifferenceOfRates, IsTestedWithoutCorrection) {
    const auto difference = difference_of(rate_of(56, 70), rate_of(48, 80));
    EXPECT_NEAR(difference.p.value(), 0.0080450813682, 1e-12);
}

TEST(DifferenceOfRates, HasNoValueWhenOneIsOfNobody) {
    const auto difference = difference_of(rate_of(1, 2), rate_of(0, 0));
    EXPECT_FALSE(difference.value || difference.low || difference.p);
    EXPECT_TRUE(difference.few);
}

TEST(DifferenceOfRates, CannotBeTestedWhenNobodyInEitherHasTheEvent) {
    EXPECT_FALSE(difference_of(rate_of(0, 40), rate_of(0, 50)).p);
}

TEST(PromoterScore, OfThirtyTwentyFiftyPercentIsMinusTwenty) {
    const auto score = promoter_score_of(30, 20, 50);
    EXPECT_DOUBLE_EQ(score.value.value(), -20);
    // The large-sample error 100 sqrt((0.8 - 0.04) / 100) = 8.72 gives -37.1 to -2.9.
    EXPECT_NEAR(score.low.value(), -36, 1.5);
    EXPECT_NEAR(score.high.value(), -3, 1.5);
}

TEST(PromoterScore, OfNobodyHasNoValue) { EXPECT_FALSE(promoter_score_of(0, 0, 0).value); }

TEST(PromoterScore, StaysWithinItsScaleAndIsNeverCertainWithFew) {
    const auto all = promoter_score_of(5, 0, 0);
    EXPECT_DOUBLE_EQ(all.value.value(), 100);
    EXPECT_DOUBLE_EQ(all.high.value(), 100);
    EXPECT_LT(all.low.value(), 60);
    const auto split = promoter_score_of(3, 0, 3);
    EXPECT_GE(split.low.value(), -100);
    EXPECT_LE(split.high.value(), 100);
}

// Every way in which n people can answer, weighted by its probability: the share of surveys whose
// interval holds the true score.
double coverage(int n, double promoter, double detractor) {
    const double score = 100 * (promoter - detractor);
    double held = 0;
    for (int p = 0; p <= n; ++p) {
        for (int d = 0; p + d <= n; ++d) {
            const double ways = std::lgamma(n + 1) - std::lgamma(p + 1) - std::lgamma(d + 1) -
                                std::lgamma(n - p - d + 1);
            const double chance = std::exp(ways + p * std::log(promoter) + d * std::log(detractor) +
                                           (n - p - d) * std::log(1 - promoter - detractor));
            const auto found = promoter_score_of(p, n - p - d, d);
            if (found.low.value() <= score && score <= found.high.value()) held += chance;
        }
    }
    return held;
}

TEST(PromoterScore, HoldsTheTruthInAboutNineteenOfTwentySurveysEvenSmallOnes) {
    for (const int n : {10, 30, 100}) {
        EXPECT_NEAR(coverage(n, 0.3, 0.5), 0.95, 0.02) << n;
        EXPECT_NEAR(coverage(n, 0.1, 0.2), 0.95, 0.03) << n;
        EXPECT_NEAR(coverage(n, 0.8, 0.05), 0.95, 0.03) << n;
    }
}

// 385 for ±5 points and 1,068 for ±3: the figures of every table of survey sizes.
TEST(AnswersNeeded, AreThoseOfTheUsualTables) {
    EXPECT_EQ(answers_needed_for_share(0.5, {.margin = 0.05}), 385);
    EXPECT_EQ(answers_needed_for_share(0.5, {.margin = 0.03}), 1068);
    EXPECT_EQ(answers_needed_for_share(0.5, {.margin = 0.05, .population = 1000}), 278);
}

TEST(AnswersNeeded, ForAScoreDependOnHowTheAnswersSpread) {
    // 1.96² (0.8 - 0.04) / 0.05² = 1167.8
    EXPECT_EQ(answers_needed_for_score(0.3, 0.5, {.margin = 0.05}), 1168);
    EXPECT_EQ(answers_needed_for_score(0, 0, {.margin = 0.05}), 1);
    // Nobody of 12: the share may be up to .2425, 1.96² · .2425 · .7575 / .05² = 282.3.
    EXPECT_EQ(answers_needed_for_share(rate_of(0, 12), {.margin = 0.05}), 283);
    EXPECT_EQ(answers_needed_for_share(rate_of(20, 40), {.margin = 0.05}), 385);
}

TEST(AnswersNeeded, ForAScoreSeenSoFarAreThoseOfTheSharesThatNeedTheMost) {
    for (const auto& [promoters, passives, detractors] : {std::tuple{10, 0, 0},
                                                          {0, 10, 0},
                                                          {1, 0, 0},
                                                          {30, 20, 50},
                                                          {90, 5, 5},
                                                          {5, 3, 400},
                                                          {50, 0, 50},
                                                          {3, 900, 4},
                                                          {700, 300, 1}}) {
        const auto seen = promoter_score_of(promoters, passives, detractors);
        const std::int64_t n = promoters + passives + detractors;
        const auto p = rate_of(promoters, n);
        const auto q = rate_of(detractors, n);
        std::int64_t most = 0;
        constexpr int kSteps = 200;
        for (int i = 0; i <= kSteps; ++i) {
            for (int k = 0; k <= kSteps; ++k) {
                const double up = *p.low + (*p.high - *p.low) * i / kSteps;
                const double down = *q.low + (*q.high - *q.low) * k / kSteps;
                if (up + down <= 1) most = std::max(most, answers_needed_for_score(up, down, {}));
            }
        }
        const auto needed = answers_needed_for_score(seen, {});
        EXPECT_GE(needed, most) << promoters << " " << passives << " " << detractors;
        EXPECT_LE(needed, most + most / 50 + 1) << promoters << " " << passives;
    }
    EXPECT_EQ(answers_needed_for_score(promoter_score_of(0, 0, 0), {}), 1537);
}

TEST(AnswersNeeded, AreNeverMoreThanThereArePeople) {
    EXPECT_EQ(answers_needed_for_share(0.5, {.margin = 0.001, .population = 40}), 40);
}

}  // namespace tsunagi::insight

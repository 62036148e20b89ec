#include "insight/scale_mean.h"

#include <gtest/gtest.h>

#include <array>

namespace tsunagi::insight {

TEST(ScaleMean, IsThatOfTheAnswers) {
    const std::array<std::int64_t, 5> counts{1, 0, 2, 3, 4};  // 1 + 6 + 12 + 20 = 39
    const auto mean = scale_mean_of(counts);
    EXPECT_EQ(mean.n, 10);
    EXPECT_DOUBLE_EQ(mean.value.value(), 3.9);
    EXPECT_TRUE(mean.few);
    // z²/2 = 1.9207 at 1 and at 5: n = 13.8415, centre = (39 + 11.5244) / 13.8415 = 3.6502,
    // variance = (167 + 49.9390) / 13.8415 - 3.6502² = 2.3488, reach = 1.96 · 0.41194 = 0.8074
    EXPECT_NEAR(mean.low.value(), 2.8428, 5e-4);
    EXPECT_NEAR(mean.high.value(), 4.4576, 5e-4);
}

// One of ten, by Agresti and Coull: 2.9207 / 13.8415 = 0.2110 ± 1.96 · 0.10967.
TEST(ScaleMean, OfTwoStepsIsTheIntervalOfAShare) {
    const std::array<std::int64_t, 2> counts{9, 1};
    const auto mean = scale_mean_of(counts);
    EXPECT_DOUBLE_EQ(mean.value.value(), 1.1);
    EXPECT_DOUBLE_EQ(mean.low.value(), 1) << "-0.0039 is no share";
    EXPECT_NEAR(mean.high.value(), 1.4260, 5e-4);
}

TEST(ScaleMean, OfEqualAnswersIsNotCertain) {
    for (const std::int64_t n : {1, 2, 30, 1000}) {
        for (const std::size_t step : {0U, 2U, 4U}) {
            std::array<std::int64_t, 5> counts{};
            counts.at(step) = n;
            const auto mean = scale_mean_of(counts);
            EXPECT_DOUBLE_EQ(mean.value.value(), static_cast<double>(step + 1));
            EXPECT_LE(mean.low.value(), mean.value.value());
            EXPECT_GE(mean.high.value(), mean.value.value());
            EXPECT_GT(mean.high.value() - mean.low.value(), 0.01);
            EXPECT_GE(mean.low.value(), 1);
            EXPECT_LE(mean.high.value(), 5);
            EXPECT_EQ(mean.few, n < kFew);
        }
    }
}

TEST(ScaleMean, OfNobodyIsNothing) {
    const std::array<std::int64_t, 5> counts{};
    EXPECT_FALSE(scale_mean_of(counts).value);
    EXPECT_FALSE(scale_mean_of(counts).low);
    EXPECT_TRUE(scale_mean_of(counts).few);
}

}  // namespace tsunagi::insight

#include "insight/mean.h"

#include <gtest/gtest.h>

#include <array>

namespace tsunagi::insight {

Moments moments_of(std::initializer_list<double> values) {
    Moments moments;
    for (const double value : values) moments.add(value);
    return moments;
}

// W. S. Gosset, Biometrika 6 (1908), section VII: additional hours of sleep by hyoscyamine on ten
// patients (A. R. Cushny, A. R. Peebles, 1905), mean +0.75; interval as of R's t.test.
TEST(Mean, OfStudentsSleepersHasStudentsInterval) {
    const Mean mean = mean_of(moments_of({0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}));
    EXPECT_NEAR(mean.value.value(), 0.75, 1e-12);
    EXPECT_NEAR(mean.standard_deviation, 1.789010, 5e-7);
    EXPECT_NEAR(mean.low.value(), -0.5297804, 5e-7);
    EXPECT_NEAR(mean.high.value(), 2.0297804, 5e-7);
    EXPECT_TRUE(mean.few);
}

TEST(Mean, OfNothingHasNoValueAndOfOneNoInterval) {
    EXPECT_FALSE(mean_of({}).value);
    const Mean one = mean_of(moments_of({3}));
    EXPECT_EQ(one.value, 3.0);
    EXPECT_FALSE(one.low || one.high);
}

TEST(Moments, AreTheSameTakenInPartsAndMerged) {
    Moments whole;
    std::array<Moments, 3> parts;
    for (int i = 0; i < 1000; ++i) {
        const double value = 1e9 + i % 17;
        whole.add(value);
        parts.at(static_cast<std::size_t>(i % 3)).add(value);
    }
    Moments merged;
    for (const Moments& part : parts) merged.merge(part);
    merged.merge({});
    EXPECT_EQ(merged.n(), 1000);
    EXPECT_NEAR(merged.mean(), whole.mean(), 1e-6);
    EXPECT_NEAR(merged.variance(), whole.variance(), 1e-6);
    EXPECT_NEAR(merged.variance(), 24, 0.1);  // of 0 … 16: (17² - 1) / 12
}

}  // namespace tsunagi::insight

#include "insight/decomposition.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>

namespace tsunagi::insight {

// By hand: half of 100 had rate .1, half .3 (whole .2); then a quarter .2 and three quarters .3
// (whole .275). Mix of the first: (.25 - .5) (.15 - .2375) = .021875; of the second:
// (.75 - .5) (.3 - .2375) = .015625. Rate of the first: .1 (.5 + .25) / 2 = .0375, second: 0.
TEST(ChangeOfRate, SplitsIntoMixAndRateAsByHand) {
    const std::array cells{MixCell{5, 50, 20, 100}, MixCell{15, 50, 90, 300}};
    const auto change = change_of_rate(cells).value();
    EXPECT_DOUBLE_EQ(change.before, 0.2);
    EXPECT_DOUBLE_EQ(change.after, 0.275);
    EXPECT_NEAR(change.cells[0].mix, 0.021875, 1e-15);
    EXPECT_NEAR(change.cells[1].mix, 0.015625, 1e-15);
    EXPECT_NEAR(change.cells[0].rate, 0.0375, 1e-15);
    EXPECT_NEAR(change.cells[1].rate, 0, 1e-15);
    EXPECT_NEAR(change.all.total(), 0.075, 1e-15);
}

// E. H. Simpson's reversal, the two kidney-stone treatments of C. R. Charig et al., BMJ 292 (1986)
// 879-882: 83 % against 78 % for all, yet better in both cells. Rate adds, mix takes away more.
TEST(ChangeOfRate, ShowsThatAWholeFellThoughEveryCellRose) {
    const std::array cells{MixCell{234, 270, 81, 87}, MixCell{55, 80, 192, 263}};
    const auto change = change_of_rate(cells).value();
    EXPECT_LT(change.after, change.before);
    EXPECT_GT(change.cells[0].rate, 0);
    EXPECT_GT(change.cells[1].rate, 0);
    EXPECT_LT(change.all.mix, 0);
    EXPECT_NEAR(change.all.total(), 273.0 / 350 - 289.0 / 350, 1e-15);
}

TEST(ChangeOfRate, IsTheNegativeOfTheChangeBack) {
    const std::array there{MixCell{5, 50, 20, 100}, MixCell{15, 50, 90, 300}, MixCell{1, 9, 0, 0}};
    const std::array back{MixCell{20, 100, 5, 50}, MixCell{90, 300, 15, 50}, MixCell{0, 0, 1, 9}};
    const auto first = change_of_rate(there).value();
    const auto second = change_of_rate(back).value();
    for (std::size_t i = 0; i < there.size(); ++i) {
        EXPECT_NEAR(first.cells[i].mix, -second.cells[i].mix, 1e-15);
        EXPECT_NEAR(first.cells[i].rate, -second.cells[i].rate, 1e-15);
    }
}

TEST(ChangeOfRate, OfACellThatAppearedOrWentIsAllMix) {
    const std::array cells{MixCell{10, 100, 10, 100}, MixCell{0, 0, 50, 100}, MixCell{0, 0, 0, 0}};
    const auto change = change_of_rate(cells).value();
    EXPECT_EQ(change.cells[1].rate, 0);
    EXPECT_GT(change.cells[1].mix, 0);
    EXPECT_EQ(change.cells[2].total(), 0);
    EXPECT_NEAR(change.all.total(), 0.3 - 0.1, 1e-15);
}

TEST(ChangeOfRate, IsNothingWithNobodyOnOneSide) {
    EXPECT_FALSE(change_of_rate(std::array{MixCell{1, 10, 0, 0}}));
    EXPECT_FALSE(change_of_rate({}));
}

// P. Das Gupta (1993), example 2.1, mean earnings and share of earners in two populations: the
// earnings explain 4,369.9 and the share 1,487.3 of a difference of 5,857.2 dollars.
TEST(ChangeOfProduct, OfTwoFactorsIsTheExampleOfDasGupta) {
    const auto parts = change_of_product(std::array{10930.0, 0.717892},
                                         std::array{16591.0, 0.825974});
    EXPECT_NEAR(parts[0], 4369.9, 0.05);
    EXPECT_NEAR(parts[1], 1487.3, 0.05);
    EXPECT_NEAR(parts[0] + parts[1], 16591 * 0.825974 - 10930 * 0.717892, 1e-9);
}

// Das Gupta's three-factor formula: (A - a) ((bc + BC) / 3 + (bC + Bc) / 6).
TEST(ChangeOfProduct, OfLtvIsDasGuptasFormulaForThreeFactors) {
    const std::array before{4000.0, 0.5, 10.0};
    const std::array after{4400.0, 0.6, 8.0};
    const auto parts = change_of_product(before, after);
    EXPECT_NEAR(parts[0], 400 * ((0.5 * 10 + 0.6 * 8) / 3 + (0.5 * 8 + 0.6 * 10) / 6), 1e-9);
    EXPECT_NEAR(parts[2], -2 * ((4000 * 0.5 + 4400 * 0.6) / 3 + (4000 * 0.6 + 4400 * 0.5) / 6),
                1e-9);
    EXPECT_NEAR(std::accumulate(parts.begin(), parts.end(), 0.0), 21120 - 20000, 1e-9);
}

TEST(ChangeOfProduct, TakesZerosAndNegativeValues) {
    const auto parts = change_of_product(std::array{0.0, 5.0, 2.0}, std::array{-3.0, 5.0, 4.0});
    EXPECT_NEAR(parts[0] + parts[1] + parts[2], -60, 1e-12);
    EXPECT_EQ(parts[1], 0);
    EXPECT_TRUE(change_of_product({}, {}).empty());
}

}  // namespace tsunagi::insight

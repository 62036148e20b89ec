#include "insight/sbg.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace tsunagi::insight {

std::vector<RiskSet> of_percentages(std::span<const double> percentages, std::size_t years) {
    std::vector<RiskSet> sets;
    for (std::size_t i = 0; i < years; ++i) {
        const auto n = std::llround(percentages[i] * 10);
        sets.push_back({n, n - std::llround(percentages[i + 1] * 10)});
    }
    return sets;
}

// Fader and Hardie (2007), table 1: customers surviving 0 to 12 years; fitted on the first seven.
constexpr std::array kHighEnd{100.0, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7,
                              49.1,  46.8, 44.5, 42.7, 40.9, 39.4};
constexpr std::array kRegular{100.0, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2,
                              24.1,  22.3, 20.7, 19.4, 18.3, 17.3};

TEST(Sbg, HasTheParametersThatFaderAndHardiePublished) {
    const auto high_end = fit_sbg(of_percentages(kHighEnd, 7)).value();
    EXPECT_NEAR(high_end.alpha, 0.668, 5e-4);
    EXPECT_NEAR(high_end.beta, 3.806, 5e-4);
    const auto regular = fit_sbg(of_percentages(kRegular, 7)).value();
    EXPECT_NEAR(regular.alpha, 0.704, 5e-4);
    EXPECT_NEAR(regular.beta, 1.182, 5e-4);
}

TEST(Sbg, ForetellsTheFiveYearsItHasNotSeen) {
    const auto survival = survival_of(fit_sbg(of_percentages(kRegular, 7)).value(), 12);
    for (std::size_t year = 8; year <= 12; ++year) {
        EXPECT_NEAR(100 * survival[year], kRegular.at(year), 0.6);
    }
}

// By hand: alpha = beta = 1: retention 1/2, 2/3, 3/4; survival 1/2, 1/3, 1/4.
TEST(Sbg, RenewalsAreAsByHand) {
    const Sbg model{.alpha = 1, .beta = 1};
    EXPECT_NEAR(retention_at(model, 2), 2.0 / 3, 1e-15);
    EXPECT_NEAR(survival_of(model, 3)[3], 0.25, 1e-15);
    EXPECT_NEAR(renewals_expected(model, 0, 3), 0.5 + 1.0 / 3 + 0.25, 1e-15);
    EXPECT_NEAR(renewals_expected(model, 1, 2), 2.0 / 3 + 0.5, 1e-15);
}

// With alpha = beta = 1 and W = 2, 3, 4: sum n alpha (beta + t) / W² = 120/4 + 60·2/9 + 40·3/16,
// and so on.
TEST(Sbg, ItsInformationIsAsByHand) {
    const std::array<RiskSet, 3> renewals{{{120, 60}, {60, 20}, {40, 10}}};
    const Sbg model = fit_sbg(renewals).value();
    EXPECT_NEAR(model.alpha, 1, 1e-5);
    const auto information = information_of(model, renewals);
    ASSERT_EQ(information.size(), 4U);
    EXPECT_NEAR(information[0], 30 + 120.0 / 9 + 7.5, 1e-3);
    EXPECT_NEAR(information[1], -30 - 60.0 / 9 - 2.5, 1e-3);
    EXPECT_NEAR(information[2], information[1], 1e-6);
    EXPECT_NEAR(information[3], 30 - 10 + 40.0 / 3 - 20.0 / 3 + 7.5, 1e-3);
}

TEST(Sbg, IsNothingWhenNobodyLeftAllLeftOrAllAreAlike) {
    EXPECT_FALSE(fit_sbg(std::array{RiskSet{100, 0}, RiskSet{50, 0}}));
    EXPECT_FALSE(fit_sbg(std::array{RiskSet{100, 100}}));
    EXPECT_FALSE(fit_sbg({}));
    // The chance grows with time: no mixture of constant chances does that.
    EXPECT_FALSE(fit_sbg(std::array{RiskSet{1000, 100}, RiskSet{900, 200}, RiskSet{700, 400}}));
}

}  // namespace tsunagi::insight

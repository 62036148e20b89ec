#include "insight/gamma_gamma.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace tsunagi::insight {

// Fader and Hardie (2013): p 6.25, q 3.74, gamma 15.44 for the 946 customers of CDNOW who bought
// again. The first ten customers' expected spending, of whom six have no repeat and get the mean.
constexpr GammaGamma kCdNow{.p = 6.25, .q = 3.74, .gamma = 15.44, .log_likelihood = 0, .n = 946};

TEST(GammaGamma, ExpectsOfTheCustomersOfCdNowWhatWasPublished) {
    EXPECT_NEAR(expected_spending_of_new(kCdNow).value(), 35.17, 0.06);
    EXPECT_NEAR(expected_spending(kCdNow, {.purchases = 2, .mean = 22.35}).value(), 24.65, 0.02);
    EXPECT_NEAR(expected_spending(kCdNow, {.purchases = 1, .mean = 11.77}).value(), 18.91, 0.02);
    EXPECT_NEAR(expected_spending(kCdNow, {.purchases = 7, .mean = 73.74}).value(), 71.46, 0.05);
}

TEST(GammaGamma, HasNoMeanWithoutEnoughKnown) {
    const GammaGamma wild{.p = 0.2, .q = 0.5, .gamma = 10, .log_likelihood = 0, .n = 9};
    EXPECT_FALSE(expected_spending_of_new(wild));
    EXPECT_FALSE(expected_spending(wild, {.purchases = 2, .mean = 10}));
    EXPECT_TRUE(expected_spending(wild, {.purchases = 3, .mean = 10}));
}

// Customers differ, and the mean of more purchases is surer, so that a maximum exists.
std::vector<Spending> made(double unit) {
    std::vector<Spending> all;
    std::uint64_t state = 20240229;
    const auto share = [&state] {
        state = state * 48271 % 2147483647;
        return static_cast<double>(state) / 2147483647;
    };
    for (int i = 0; i < 2000; ++i) {
        const auto purchases = static_cast<std::uint32_t>(1 + i % 7);
        const double own = 10 + 20 / (0.1 + share());
        const double noise = 1 + 1.2 * (share() - 0.5) / std::sqrt(purchases);
        all.push_back({.purchases = purchases, .mean = unit * own * noise});
    }
    return all;
}

// The log-likelihood as it stands in the paper.
double likelihood(const GammaGamma& model, const std::vector<Spending>& all) {
    double sum = 0;
    for (const auto& [purchases, mean] : all) {
        const double x = purchases;
        sum += std::lgamma(model.p * x + model.q) - std::lgamma(model.p * x) -
               std::lgamma(model.q) + model.q * std::log(model.gamma) +
               (model.p * x - 1) * std::log(mean) + model.p * x * std::log(x) -
               (model.p * x + model.q) * std::log(model.gamma + mean * x);
    }
    return sum;
}

TEST(GammaGamma, IsAtTheTopOfTheLikelihood) {
    const auto all = made(1);
    const auto model = fit_gamma_gamma(all, 2).value();
    EXPECT_NEAR(model.log_likelihood, likelihood(model, all), 1e-6);
    for (const double factor : {0.99, 1.01}) {
        for (double GammaGamma::* part : {&GammaGamma::p, &GammaGamma::q, &GammaGamma::gamma}) {
            GammaGamma moved = model;
            moved.*part *= factor;
            EXPECT_LT(likelihood(moved, all), model.log_likelihood);
        }
    }
}

TEST(GammaGamma, IsTheSameInAnyCurrency) {
    const auto in_dollars = fit_gamma_gamma(made(1), 1).value();
    const auto in_yen = fit_gamma_gamma(made(150), 2).value();
    EXPECT_NEAR(in_yen.p, in_dollars.p, 1e-4 * in_dollars.p);
    EXPECT_NEAR(in_yen.gamma, 150 * in_dollars.gamma, 0.02 * in_dollars.gamma);
}

TEST(GammaGamma, HasNoParametersWhenAllSpendAlike) {
    EXPECT_FALSE(fit_gamma_gamma(std::vector<Spending>(40, {2, 500}), 1));
    EXPECT_FALSE(fit_gamma_gamma({}, 1));
}

}  // namespace tsunagi::insight

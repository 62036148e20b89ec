#include "insight/bg_nbd.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tsunagi::insight {

// The parameters of the paper for 2,357 customers of CDNOW, in weeks: table 2.
constexpr BgNbd kCdNow{.r = 0.2425945,
                       .alpha = 4.4136019,
                       .a = 0.7929199,
                       .b = 2.4258881,
                       .log_likelihood = 0,
                       .n = 2357};

// Fader, Hardie, Lee, "Implementing the BG/NBD model for customer base analysis in Excel" (2005):
// E[X(t)] for some t in weeks, and E[Y(39)] of the customer with x = 2, t = 30.43, T = 38.86.
TEST(BgNbd, ExpectsOfTheCustomersOfCdNowWhatWasPublished) {
    struct Published {
        double time, purchases;
    };
    for (const auto& row :
         {Published{0.1429, 0.0078}, Published{1, 0.0532}, Published{3, 0.1506},
          Published{31.8571, 1.0405}, Published{32, 1.0437}, Published{78, 1.8576}}) {
        EXPECT_NEAR(expected_of_new(kCdNow, row.time), row.purchases, 4e-4) << row.time;
    }
    const PurchaseHistory history{.repeats = 2, .last = 30.43F, .watched = 38.86F};
    EXPECT_NEAR(chance_alive(kCdNow, history) * expected_if_alive(kCdNow, 2, 38.86, 39), 1.226,
                5e-4);
}

TEST(BgNbd, NobodyStopsBeforeARepeatSoWhoeverHasNoneIsAlive) {
    EXPECT_EQ(chance_alive(kCdNow, {.repeats = 0, .last = 0, .watched = 300}), 1);
    const PurchaseHistory silent{.repeats = 20, .last = 5, .watched = 300};
    EXPECT_LT(chance_alive(kCdNow, silent), 0.01);
    EXPECT_GT(chance_alive(kCdNow, {.repeats = 20, .last = 299, .watched = 300}), 0.9);
}

TEST(BgNbd, ExpectsMoreInMoreTimeAndNothingInNone) {
    EXPECT_NEAR(expected_of_new(kCdNow, 0), 0, 1e-12);
    EXPECT_NEAR(expected_if_alive(kCdNow, 3, 40, 0), 0, 1e-12);
    EXPECT_LT(expected_if_alive(kCdNow, 3, 40, 10), expected_if_alive(kCdNow, 3, 40, 5000));
    BgNbd edge = kCdNow;
    edge.a = 1;
    EXPECT_TRUE(std::isfinite(expected_of_new(edge, 10)));
}

TEST(BgNbd, HasNoParametersWhenNobodyBoughtAgain) {
    EXPECT_FALSE(fit_bg_nbd({}, 1));
    EXPECT_FALSE(fit_bg_nbd(std::vector<PurchaseHistory>(50, {0, 0, 30}), 2));
}

std::vector<PurchaseHistory> who_stop_alike(int count, double chance) {
    std::mt19937 dice(5);
    std::vector<PurchaseHistory> histories;
    for (int i = 0; i < count; ++i) {
        const double rate = std::gamma_distribution<double>(2, 0.01)(dice);
        PurchaseHistory history{.repeats = 0, .last = 0, .watched = 400};
        double day = 0;
        while ((day += std::exponential_distribution<double>(rate)(dice)) < history.watched) {
            ++history.repeats;
            history.last = static_cast<float>(day);
            if (std::bernoulli_distribution(chance)(dice)) break;
        }
        histories.push_back(history);
    }
    return histories;
}

// Whoever stops with the same chance as all has a beta of no width: a and b grow without end. Of
// many a tenth is fitted first, which may lie far out on that ridge.
TEST(BgNbd, BuyersWhoAllStopAlikeAreForetoldByTheRatioAlone) {
    for (const int count : {3'000, 10'000, 30'000}) {
        for (const double chance : {0.03, 0.2}) {
            const auto model = fit_bg_nbd(who_stop_alike(count, chance), 2);
            ASSERT_TRUE(model) << count << " " << chance;
            EXPECT_GT(model->a + model->b, 10);
            EXPECT_NEAR(model->a / (model->a + model->b), chance, 0.02);
            EXPECT_TRUE(std::isfinite(expected_if_alive(*model, 3, 400, 90)));
        }
    }
}

}  // namespace tsunagi::insight

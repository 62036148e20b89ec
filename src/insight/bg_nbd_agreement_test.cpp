// The BG/NBD fit against R: the expected values were written by bg_nbd_reference.R. Both sides
// make the same 3,000 histories, in weeks.
#include "insight/bg_nbd.h"
#include "insight/bg_nbd_reference.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

std::vector<PurchaseHistory> histories() {
    std::vector<PurchaseHistory> made;
    std::uint64_t state = 20240229;
    const auto share = [&state] {
        state = state * 48271 % 2147483647;
        return static_cast<double>(state) / 2147483647;
    };
    const auto squared = [&share] {
        const double one = share();
        return one * one;
    };
    for (int i = 0; i < 3000; ++i) {
        const double watched = 20 + std::floor(80 * share()) / 4;
        const double gap = 2 + 30 * squared();
        const double stops = squared();
        PurchaseHistory history{.repeats = 0, .last = 0, .watched = static_cast<float>(watched)};
        for (double now = std::ceil(8 * gap * share()) / 4; now <= watched;) {
            ++history.repeats;
            history.last = static_cast<float>(now);
            if (share() < stops) break;
            now += std::ceil(8 * gap * share()) / 4;
        }
        made.push_back(history);
    }
    return made;
}

TEST(BgNbd, FitsWhatROptimises) {
    const auto model = fit_bg_nbd(histories(), 1).value();
    EXPECT_NEAR(model.log_likelihood, reference::kBgNbdLogLikelihood, 2e-5);
    EXPECT_NEAR(model.r, reference::kBgNbd[0], 2e-3 * model.r);
    EXPECT_NEAR(model.alpha, reference::kBgNbd[1], 2e-3 * model.alpha);
    EXPECT_NEAR(model.a, reference::kBgNbd[2], 2e-3 * model.a);
    EXPECT_NEAR(model.b, reference::kBgNbd[3], 2e-3 * model.b);
}

TEST(BgNbd, IsTheSameOnAnyThreads) {
    const auto one = fit_bg_nbd(histories(), 1).value();
    const auto three = fit_bg_nbd(histories(), 3).value();
    EXPECT_NEAR(one.log_likelihood, three.log_likelihood, 1e-6);
    EXPECT_NEAR(one.a, three.a, 1e-4);
}

TEST(BgNbd, ExpectsWhatRIntegrates) {
    const BgNbd model{.r = 0.8, .alpha = 5, .a = 2.5, .b = 3, .log_likelihood = 0, .n = 0};
    EXPECT_NEAR(expected_if_alive(model, 0, 30, 26), reference::kExpectedIfAlive[0], 1e-6);
    EXPECT_NEAR(expected_if_alive(model, 4, 30, 26), reference::kExpectedIfAlive[1], 1e-6);
    EXPECT_NEAR(expected_if_alive(model, 12, 52, 104), reference::kExpectedIfAlive[2], 1e-5);
}

}  // namespace tsunagi::insight

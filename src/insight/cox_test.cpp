#include "insight/cox.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

using Times = std::vector<std::uint16_t>;
using Events = std::vector<std::uint8_t>;
using Properties = std::vector<float>;

// By hand: times 1, 2, 3 of x = 1, 0, 1, all events. With h = exp(beta) the likelihood is
// h/(2h + 1) · 1/(h + 1); its maximum is at 2h² = 1, so beta = -log(2)/2.
TEST(Cox, OfThreeLivesIsAsByHand) {
    const Times times{1, 2, 3};
    const Events events{1, 1, 1};
    const Properties properties{1, 0, 1};
    const auto cox = fit_cox({times, events, properties, 1}).value();
    EXPECT_NEAR(cox.effects[0].value().beta, -std::log(2) / 2, 1e-7);
    EXPECT_NEAR(cox.log_likelihood_without, -std::log(3) - std::log(2), 1e-12);
}

TEST(Cox, IsNothingWithoutEvents) {
    const Times times{1, 2};
    const Events events{0, 0};
    const Properties properties{1, 0};
    EXPECT_FALSE(fit_cox({times, events, properties, 1}));
    EXPECT_FALSE(fit_cox({{}, {}, {}, 1}));
}

TEST(Cox, LeavesOutWhatIsConstantOrFollowsFromTheOthers) {
    const Times times{1, 2, 3, 4, 5};
    const Events events{1, 1, 1, 0, 1};
    Properties properties;
    for (const float x : {1.0F, 0.0F, 1.0F, 1.0F, 0.0F}) {
        properties.insert(properties.end(), {x, 0.1F, 1 - x});
    }
    const auto cox = fit_cox({times, events, properties, 3}).value();
    EXPECT_TRUE(cox.effects[0]);
    EXPECT_FALSE(cox.effects[1]);
    EXPECT_FALSE(cox.effects[2]);
}

TEST(Cox, GivesNoEffectToAPropertyThatSeparatesAll) {
    Times times;
    Events events;
    Properties properties;
    for (std::uint16_t i = 0; i < 40; ++i) {
        times.push_back(i < 20 ? 1 + i : 100 + i);
        events.push_back(i < 20 ? 1 : 0);
        properties.push_back(i < 20 ? 1.0F : 0.0F);
    }
    const auto cox = fit_cox({times, events, properties, 1});
    EXPECT_TRUE(!cox || !cox->effects[0]);
}

}  // namespace tsunagi::insight

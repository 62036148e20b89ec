#include "insight/satisfaction/satisfaction.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<journey::TestCustomer> two() {
    return {{"ann", "call:order+@1 call:order@2 call:delivery-@40"}, {"bob", "call:order@3"}};
}

}  // namespace

TEST(Satisfaction, EmotionsAreSharesOfContacts) {
    const Asked asked(kSatisfaction, two(), 50);
    EXPECT_DOUBLE_EQ(asked.headline("positive"), 0.25);
    EXPECT_DOUBLE_EQ(asked.headline("negative"), 0.25);
    EXPECT_THAT(asked.texts("groups", "group"), ElementsAre("2024/01", "2024/02"));
    EXPECT_THAT(asked.people("positive/2024-01"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("all/2024-01"), ElementsAre("ann", "bob"));
}

// The published example: 30 % promoters, 20 % passives, 50 % detractors are -20.
TEST(Satisfaction, ThirtyTwentyFiftyIsMinusTwenty) {
    const Asked asked(kSatisfaction, two(), 50, {"promoters:30", "passives:20", "detractors:50"});
    const Cell& score = asked.cell("survey", 0, "score");
    EXPECT_DOUBLE_EQ(score.value.value(), -20);
    EXPECT_LT(score.low.value(), -20);
    EXPECT_GT(score.high.value(), -20);
    // 1.96² · (0.3 + 0.5 - 0.2²) / 0.05² = 1167.8
    EXPECT_DOUBLE_EQ(asked.cell("survey", 0, "needed").value.value(), 1168);
}

TEST(Satisfaction, TheShareOfTheSatisfiedHasItsInterval) {
    const Asked asked(kSatisfaction, two(), 50, {"satisfied:80", "others:20"});
    const Cell& score = asked.cell("csat", 0, "score");
    EXPECT_DOUBLE_EQ(score.value.value(), 0.8);
    EXPECT_NEAR(score.low.value(), 0.7112, 5e-5);
    EXPECT_NEAR(score.high.value(), 0.8666, 5e-5);
    // 1.96² · 0.8 · 0.2 / 0.05² = 245.9
    EXPECT_DOUBLE_EQ(asked.cell("csat", 0, "needed").value.value(), 246);
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(Satisfaction, OfFewPeopleFewerAnswersAreNeeded) {
    // 384.1 / (1 + 383.1 / 1000) = 277.7
    const Asked asked(kSatisfaction, two(), 50, {"population:1000"});
    EXPECT_DOUBLE_EQ(asked.headline("needed_worst"), 278);
}

TEST(Satisfaction, AShareToFivePointsTakes385Answers) {
    EXPECT_DOUBLE_EQ(Asked(kSatisfaction, two(), 50).headline("needed_worst"), 385);
    EXPECT_DOUBLE_EQ(Asked(kSatisfaction, two(), 50, {"margin:10"}).headline("needed_worst"), 97);
}

TEST(Satisfaction, WithoutContactsTheCalculatorStillWorks) {
    const Asked asked(kSatisfaction, {}, 50, {"promoters:1"});
    EXPECT_THAT(asked.report().figures, SizeIs(1));
    EXPECT_THAT(Asked(kSatisfaction, {}, 50).report().figures, IsEmpty());
}

TEST(Satisfaction, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kSatisfaction, two(), 50);
    for (const auto* key : {"", "all", "all/moon", "moon/2024-01"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight

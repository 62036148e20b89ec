#include "insight/onboarding/onboarding.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Two deliveries within 50 days, nobody angry: ann and dan. bob is angry, cat left before.
std::vector<journey::TestCustomer> four() {
    return {{"ann", "tea:start@0 tea:1@1 tea:2@31 tea:3@61", "web"},
            {"bob", "tea:start@0 tea:1@1 tea:2@31 call:complaint-@40 tea:cancel@90", "web"},
            {"cat", "tea:start@0 tea:1@1 tea:cancel@20", "tv"},
            {"dan", "tea:start@0 tea:1@1 tea:2@50 tea:cancel@350", "tv"}};
}

const std::vector<std::string> kTwoInFifty{"deliveries:2", "days:50", "by:medium"};

}  // namespace

TEST(Onboarding, IsEnoughDeliveriesWithoutANegativeContact) {
    const Asked asked(kOnboarding, four(), 600, kTwoInFifty);
    EXPECT_DOUBLE_EQ(asked.headline("onboarded"), 0.5);
    EXPECT_THAT(asked.people("settled/web"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("all/tv"), ElementsAre("cat", "dan"));
    const Asked any(kOnboarding, four(), 600, {"deliveries:2", "days:50", "negative:any"});
    EXPECT_DOUBLE_EQ(any.headline("onboarded"), 0.75);
}

TEST(Onboarding, StayingCountsFromTheLandmarkAndOnlyThoseStillInForce) {
    const Asked asked(kOnboarding, four(), 600, kTwoInFifty);
    EXPECT_THAT(asked.texts("staying", "group"), ElementsAre("Onboarded", "Not onboarded"));
    EXPECT_THAT(asked.column("staying", "n"), ElementsAre(2, 1));  // cat left before the landmark
    EXPECT_THAT(asked.column("staying", "months_6"), ElementsAre(1, 0));
    EXPECT_THAT(asked.column("staying", "months_12"), ElementsAre(0.5, 0));  // dan: day 300
    EXPECT_THAT(asked.people("left/onboarded"), ElementsAre("dan"));
    EXPECT_THAT(asked.people("in_force/not"), ElementsAre("bob"));
}

TEST(Onboarding, ASpellBeforeItsLandmarkIsNotYetJudged) {
    const Asked asked(kOnboarding, four(), 50, kTwoInFifty);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(Onboarding, AHistoryThatBeginsInTheMiddleHasNoStartToCountFrom) {
    const Asked asked(kOnboarding, {{"ann", "tea:4@0 tea:5@30"}}, 600, kTwoInFifty);
    EXPECT_THAT(asked.report().figures, IsEmpty());
}

TEST(Onboarding, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kOnboarding, four(), 600, kTwoInFifty);
    for (const auto* key : {"", "all", "all/moon", "left/tv", "moon/tv"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight

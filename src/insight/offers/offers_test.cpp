#include "insight/offers/offers.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<journey::TestCustomer> three() {
    return {{"ann", "tea:start@0 tea:1@1 call:cancel(price):yes:offer(3):agent(7)@10"},
            {"bob", "tea:start@0 tea:1@1 call:cancel(price):yes:offer(3):agent(7)@10 "
                    "tea:cancel(price)@60/50"},
            {"cat", "tea:start@0 tea:1@1 call:cancel(taste):no:offer(3):agent(8)@10 "
                    "tea:cancel(taste)@30/10 call:complaint@20"}};
}

}  // namespace

TEST(Offers, KeptIsWhoDidNotDecideToCancelWithinTheDays) {
    const Asked asked(kOffers, three(), 200, {"by:offer"});
    EXPECT_DOUBLE_EQ(asked.headline("accepted"), 2.0 / 3.0);
    // cat decided on the day itself, bob 40 days later.
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "day_30").value.value(), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "day_60").value.value(), 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "complaints").value.value(), 1.0 / 3.0);
    EXPECT_THAT(asked.people("lost/3"), ElementsAre("bob", "cat"));
    EXPECT_THAT(asked.people("complained/3"), ElementsAre("cat"));
}

TEST(Offers, OperatorsAndReasonsAreSplits) {
    const Asked agents(kOffers, three(), 200, {"by:agent"});
    EXPECT_THAT(agents.people("all/7"), ElementsAre("ann", "bob"));
    const Asked reasons(kOffers, three(), 200, {"by:reason"});
    EXPECT_THAT(reasons.people("declined/taste"), ElementsAre("cat"));
    const Asked answers(kOffers, three(), 200, {"by:answer"});
    EXPECT_THAT(answers.texts("groups", "group"), ElementsAre("Accepted", "Declined"));
}

TEST(Offers, ACancellationAskedForCountsBeforeItTakesEffect) {
    const Asked asked(kOffers,
                      {{"ann", "tea:start@0 call:cancel:yes@10 tea:cancel(price)@150/12"},
                       {"bob", "tea:start@0 call:cancel:yes@10 tea:cancel(price)@150/12~101"}},
                      100, {"by:none"});
    // bob's is recorded on the day after.
    EXPECT_THAT(asked.people("lost/all"), ElementsAre("ann"));
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "day_30").value.value(), 0.5);
}

TEST(Offers, OfAProductOnlyItsContactsAndSubscriptionsCount) {
    journey::Filter tea;
    tea.product = {100};
    const Asked asked(kOffers,
                      {{"ann", "tea:start@0 gum:start@0 call:cancel:yes:tea@10 gum:cancel@15"},
                       {"bob", "gum:start@0 call:cancel:yes:tea@10"},
                       {"cat", "tea:start@0 gum:start@0 call:cancel:yes:gum@10"}},
                      100, {"by:none"}, tea);
    EXPECT_THAT(asked.people("all/all"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("kept/all"), ElementsAre("ann"));
}

TEST(Offers, ARecentContactIsCensored) {
    const Asked asked(kOffers, three(), 45, {"by:offer"});
    EXPECT_FALSE(asked.cell("groups", 0, "day_60").value);
}

TEST(Offers, AWithdrawnCancellationWasNone) {
    const Asked asked(kOffers,
                      {{"ann", "tea:start@0 call:cancel:yes@5 tea:cancel@9 tea:withdraw@10"}}, 100,
                      {"by:none"});
    EXPECT_THAT(asked.people("kept/all"), ElementsAre("ann"));
}

TEST(Offers, WhoHasLeftAlreadyOrNeverSubscribedIsNotKept) {
    const Asked asked(kOffers,
                      {{"ann", "tea:start@0 tea:cancel@3 call:cancel:yes@5"},
                       {"bob", "call:cancel:yes@5"},
                       {"cat", "tea:start@0 call:order:yes@5"},
                       {"dan", "tea:start@0 call:cancel@5"}},
                      100);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(Offers, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kOffers, three(), 200);
    for (const auto* key : {"", "lost", "lost/99", "moon/3"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight

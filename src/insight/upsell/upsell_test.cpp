#include "insight/upsell/upsell.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// February is days 31 to 59, March 60 to 90.
std::vector<journey::TestCustomer> two() {
    return {{"ann", "tea:start=2000@0 tea#1@1 tea:1@1 tea:change=3000@40 tea:change=3500@45"},
            {"bob", "tea:start=2000@0 tea#1@1 tea:1@1 tea:change=1500@70 gum:start=900@50 "
                    "gum#1@65"}};
}

std::string of_month(const std::string& kind, const Asked& asked, std::size_t row) {
    const auto month = static_cast<int>(asked.cell("months", row, "month").value.value());
    return kind + "/" + std::to_string(month);
}

}  // namespace

TEST(Upsell, SeveralChangesOfAMonthAreOneStepUp) {
    const Asked asked(kUpsell, two(), 95);
    EXPECT_THAT(asked.column("months", "in_force"), ElementsAre(2, 3, 3));
    EXPECT_THAT(asked.column("months", "up"), ElementsAre(0.5, 0, 0));
    EXPECT_THAT(asked.column("months", "down"), ElementsAre(0, 1.0 / 3.0, 0));
    EXPECT_THAT(asked.people(of_month("up", asked, 0)), ElementsAre("ann"));
    EXPECT_THAT(asked.people(of_month("down", asked, 1)), ElementsAre("bob"));
}

TEST(Upsell, AnotherPriceOfTheSameIsNoStepUpOrDown) {
    const Asked asked(kUpsell,
                      {{"ann", "tea:start=2000@0 tea:change(price_change)=2200@40"},
                       {"bob", "tea:start=2000@0 tea:change(price_change)=1800@40"},
                       {"cat", "tea:start=2000@0 tea:change(price_change)=2200@40 "
                               "tea:change=4400@45"},
                       {"dan", "tea:start=2000@0 tea:change(price_change)>gum=2200@40"}},
                      70);
    EXPECT_THAT(asked.column("months", "up"), ElementsAre(0.5, 0));
    EXPECT_THAT(asked.column("months", "down"), ElementsAre(0, 0));
    EXPECT_THAT(asked.column("months", "priced"), ElementsAre(0.75, 0));
    EXPECT_THAT(asked.people(of_month("up", asked, 0)), ElementsAre("cat", "dan"));
    EXPECT_THAT(asked.people(of_month("priced", asked, 0)), ElementsAre("ann", "bob", "cat"));
}

TEST(Upsell, AnotherProductCountsOnlyTheFirstTime) {
    const Asked asked(kUpsell, two(), 95);
    EXPECT_THAT(asked.column("months", "added"), ElementsAre(0.5, 0, 0));
    EXPECT_THAT(asked.column("months", "bought"), ElementsAre(0, 0.5, 0));
    EXPECT_THAT(asked.people(of_month("added", asked, 0)), ElementsAre("bob"));
    EXPECT_THAT(asked.people(of_month("bought", asked, 1)), ElementsAre("bob"));
}

// Ann's tea becomes gum in March, which is dearer, and dearer still in April.
std::vector<journey::TestCustomer> from_tea_to_gum() {
    return {{"ann", "tea:start=2000@0 tea:1@1 tea:change>gum=3000@70 tea:change=4000@95"},
            {"bob", "tea:start=2000@0 tea:1@1"}};
}

TEST(Upsell, ASubscriptionCountsByTheProductItHadAtTheMonthsBeginning) {
    journey::Filter tea;
    tea.product = {100};
    const Asked of_tea(kUpsell, from_tea_to_gum(), 125, {}, tea);
    EXPECT_THAT(of_tea.column("months", "in_force"), ElementsAre(2, 2, 1, 1));
    EXPECT_THAT(of_tea.column("months", "up"), ElementsAre(0, 0.5, 0, 0));
    EXPECT_THAT(of_tea.people(of_month("up", of_tea, 1)), ElementsAre("ann"));
    EXPECT_THAT(of_tea.people(of_month("subscribers", of_tea, 2)), ElementsAre("bob"));
    journey::Filter gum;
    gum.product = {101};
    const Asked of_gum(kUpsell, from_tea_to_gum(), 125, {}, gum);
    EXPECT_THAT(of_gum.column("months", "in_force"), ElementsAre(1, 1));
    EXPECT_THAT(of_gum.column("months", "up"), ElementsAre(1, 0));
    EXPECT_THAT(of_gum.people(of_month("up", of_gum, 0)), ElementsAre("ann"));
}

TEST(Upsell, CoursesAreCountedFromProductToProduct) {
    const Asked asked(kUpsell, from_tea_to_gum(), 125);
    EXPECT_THAT(asked.texts("courses", "from"), ElementsAre("tea", "gum"));
    EXPECT_THAT(asked.texts("courses", "to"), ElementsAre("gum", "gum (quantity or cycle)"));
    EXPECT_THAT(asked.column("courses", "changes"), ElementsAre(1, 1));
    EXPECT_THAT(asked.column("courses", "up"), ElementsAre(1, 1));
    EXPECT_THAT(asked.column("courses", "down"), ElementsAre(0, 0));
    EXPECT_THAT(asked.column("courses", "amount"), ElementsAre(1000, 1000));
    EXPECT_THAT(asked.people("course/100/101"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("course_up/100/101"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("course_down/100/101"), IsEmpty());
    EXPECT_THAT(asked.people("course/101/100"), IsEmpty());
}

TEST(Upsell, GroupsAddUpToTheMonths) {
    const Asked asked(kUpsell, from_tea_to_gum(), 125);
    EXPECT_THAT(asked.texts("groups", "group"), ElementsAre("tea", "gum"));
    EXPECT_THAT(asked.column("groups", "months"), ElementsAre(6, 2));
    EXPECT_THAT(asked.column("groups", "up"), ElementsAre(1, 1));
    EXPECT_THAT(asked.people("group_up/100"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("group_up/101"), ElementsAre("ann"));
}

TEST(Upsell, TheOperatorIsWhoeverSheSpokeWithLastBeforeTheChange) {
    const Asked asked(kUpsell,
                      {{"ann", "tea:start=2000@0 call:order:agent(7)@30 call:order:agent(8)@38 "
                               "tea:change=3000@40"},
                       {"bob", "tea:start=2000@0 call:order:agent(7)@5 tea:change=3000@40"}},
                      70, {"by:agent"});
    EXPECT_THAT(asked.column("groups", "up"), ElementsAre(1, 1));
    EXPECT_THAT(asked.people("group_up/8"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("group_up/7"), IsEmpty());
    EXPECT_THAT(asked.people("group_up/nobody"), ElementsAre("bob"));
}

TEST(Upsell, AProductThatASubscriptionCameToIsNotAddedByAnother) {
    const Asked asked(kUpsell,
                      {{"ann", "tea:start=2000@0 tea:change>gum=2000@40 gum2:start=900@70"},
                       {"bob", "gum2:start=900@70 tea:start=2000@0 tea:change>gum=2000@40"}},
                      95);
    EXPECT_THAT(asked.column("months", "added"), ElementsAre(0, 0, 0));
}

TEST(Upsell, TheMonthThatIsNotOverIsGrey) {
    const Asked asked(kUpsell, two(), 95);
    EXPECT_TRUE(asked.cell("months", 2, "up").immature);
}

TEST(Upsell, TheHeadlinesAreOfMonthsThatAreOver) {
    // On 1 April nobody had the time yet to do anything in it.
    for (const int day : {91, 95}) {
        const Asked asked(kUpsell, two(), day);
        EXPECT_DOUBLE_EQ(asked.headline("up"), 1.0 / 5.0);
        EXPECT_EQ(asked.report().meta.n, 5);
    }
}

TEST(Upsell, AMonthThatIsNotOverIsToldGreyWhereNoneIs) {
    const Asked asked(kUpsell, two(), 50);
    EXPECT_TRUE(asked.report().headlines.front().cell.immature);
    EXPECT_EQ(asked.headline("up"), 0.5);
}

TEST(Upsell, WithoutSubscriptionsThereIsNotEnoughData) {
    const Asked asked(kUpsell, {{"ann", "soap@1"}}, 95);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(Upsell, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kUpsell, two(), 95);
    for (const auto* key : {"", "up", "up/0", "moon/649", "course", "course/1", "course_x/100/101",
                            "course/100/999", "group_up", "group_up/999", "group_x/100"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight

#include "insight/onboarding/onboarding.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
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

using Told = std::unordered_map<std::int64_t, Labels::Onboarding>;

std::vector<journey::TestCustomer> three_products() {
    return {{"ann", "tea:start@0 tea:1@1"},
            {"bob", "gum:start@0 gum:1@1 gum:2@100"},
            {"cat", "gel:start@0 gel:1@1 gel:2@31"}};
}

const std::vector<std::string> kTwoInTwenty{"deliveries:2", "days:20", "by:product"};

}  // namespace

TEST(Onboarding, IsEnoughDeliveriesWithoutANegativeContact) {
    const Asked asked(kOnboarding, four(), 600, kTwoInFifty);
    EXPECT_DOUBLE_EQ(asked.headline("onboarded"), 0.5);
    EXPECT_THAT(asked.people("settled/web"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("all/tv"), ElementsAre("cat", "dan"));
    const Asked any(kOnboarding, four(), 600, {"deliveries:2", "days:50", "negative:any"});
    EXPECT_DOUBLE_EQ(any.headline("onboarded"), 0.75);
}

TEST(Onboarding, EachProductHasTheCriteriaThatTheShopSet) {
    // Tea asks for one delivery; gum for as many as chosen, in more days; of gel nothing is told.
    const Told told{{100, {.deliveries = 1}}, {101, {.days = 110}}};
    auto words = kTwoInTwenty;
    const Asked asked(kOnboarding, three_products(), 600, words, {}, told);
    EXPECT_THAT(asked.people("settled/100"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("settled/101"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("settled/102"), IsEmpty());
    EXPECT_THAT(asked.texts("criteria", "product"), ElementsAre("tea", "gum", "Other products"));
    EXPECT_THAT(asked.column("criteria", "deliveries"), ElementsAre(1, 2, 2));
    EXPECT_THAT(asked.column("criteria", "days"), ElementsAre(20, 110, 20));
    EXPECT_THAT(asked.texts("criteria", "purpose"), ElementsAre("None", "None", "None"));
    EXPECT_THAT(asked.report().meta.definition.en, HasSubstr("set for 2 of the products"));
    EXPECT_THAT(asked.report().meta.definition.ja, HasSubstr("2商品が商品ごとの設定"));
    // Gum is not judged before its own day.
    EXPECT_THAT(Asked(kOnboarding, three_products(), 105, words, {}, told).people("all/101"),
                IsEmpty());
    words.emplace_back("criteria:same");
    const Asked all(kOnboarding, three_products(), 600, words, {}, told);
    EXPECT_DOUBLE_EQ(all.headline("onboarded"), 0);
    EXPECT_THAT(all.report().meta.definition.en,
                HasSubstr("2 deliveries within 20 days, of every product."));
}

TEST(Onboarding, WhereNothingIsToldEveryProductIsAsChosen) {
    const Asked asked(kOnboarding, three_products(), 600, {"deliveries:2", "days:31"});
    EXPECT_DOUBLE_EQ(asked.headline("onboarded"), 1.0 / 3.0);
    EXPECT_THAT(asked.texts("criteria", "product"), ElementsAre("Other products"));
    EXPECT_THAT(asked.report().meta.definition.en,
                HasSubstr("2 deliveries within 31 days, of every product."));
}

TEST(Onboarding, WhatIsToldOfAProductThatNobodyHasIsNotAskedOfAnother) {
    const Told told{{999, {.deliveries = 1, .days = 1, .purpose = "usage"}}};
    const Asked asked(kOnboarding, three_products(), 600, kTwoInTwenty, {}, told);
    EXPECT_THAT(asked.texts("criteria", "product"), ElementsAre("Other products"));
    EXPECT_DOUBLE_EQ(asked.headline("onboarded"), 0);
}

TEST(Onboarding, OnlyTheProductsOfTheFilterSayTheirCriteria) {
    journey::Filter tea;
    tea.product = {100};
    const Told told{{100, {.deliveries = 1}}, {101, {.days = 110}}};
    const Asked asked(kOnboarding, three_products(), 600, kTwoInTwenty, tea, told);
    EXPECT_THAT(asked.texts("criteria", "product"), ElementsAre("tea"));
    EXPECT_DOUBLE_EQ(asked.headline("onboarded"), 1);
}

// One delivery of tea each; what differs is the calls about how to use it.
std::vector<journey::TestCustomer> shown_how() {
    const std::string tea = "tea:start@10 tea:1@11 gum@1 ";
    return {{"first_day", tea + "call:usage@10"},
            {"last_day", tea + "call:usage:tea@30"},
            {"before", tea + "call:usage@9"},
            {"after", tea + "call:usage@31"},
            {"unanswered", tea + "call:usage:no_answer@20"},
            {"of_gum", tea + "call:usage:gum@20"},
            {"of_a_bill", tea + "call:billing@20"},
            {"second_try", tea + "call:usage:no_answer@20 call:usage@21"},
            {"angry", tea + "call:usage@20 call:complaint-@25"},
            {"none", tea}};
}

TEST(Onboarding, AProductMayAskForAContactBeforeTheLandmark) {
    const Told told{{100, {.deliveries = 1, .days = 20, .purpose = "usage"}}};
    const Asked asked(kOnboarding, shown_how(), 600, {}, {}, told);
    EXPECT_THAT(asked.people("settled/100"), ElementsAre("first_day", "last_day", "second_try"));
    EXPECT_DOUBLE_EQ(asked.headline("onboarded"), 0.3);
    EXPECT_THAT(asked.texts("criteria", "purpose"), ElementsAre("usage", "None"));
    EXPECT_THAT(asked.report().remarks, IsEmpty());
    const Asked any(kOnboarding, shown_how(), 600, {"negative:any"}, {}, told);
    EXPECT_THAT(any.people("settled/100"),
                ElementsAre("first_day", "last_day", "second_try", "angry"));
}

TEST(Onboarding, APurposeThatNoContactHadYetLeavesNobodyOnboarded) {
    const Told told{{100, {.deliveries = 1, .days = 20, .purpose = "win_back"}}};
    const Asked asked(kOnboarding, shown_how(), 600, {}, {}, told);
    EXPECT_DOUBLE_EQ(asked.headline("onboarded"), 0);
    EXPECT_THAT(asked.texts("criteria", "purpose"), ElementsAre("win_back", "None"));
}

TEST(Onboarding, APurposeThatHasLeftTheListIsNotAskedForAndTheReportSaysSo) {
    const Told told{{100, {.deliveries = 1, .days = 20, .purpose = "yoga"}}};
    const Asked asked(kOnboarding, shown_how(), 600, {}, {}, told);
    EXPECT_DOUBLE_EQ(asked.headline("onboarded"), 0.9);  // all but the angry one
    EXPECT_THAT(asked.texts("criteria", "purpose"), ElementsAre("None", "None"));
    EXPECT_THAT(asked.report().remarks, ElementsAre(AllOf(HasSubstr("yoga"), HasSubstr("tea"))));
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

// On day 600, of tea since day 50 and of gum since day 110: ann waits 550 days, bob left after 200,
// cat waits 130, dan left after 300; eve left gum after 190 and is not yet lost after 182.
TEST(Onboarding, StayingForMonthsCountsWhoStillWaitsAsLongAsSheWasSeen) {
    const Told told{{100, {.deliveries = 2, .days = 50}}, {101, {.deliveries = 1, .days = 110}}};
    const Asked asked(kOnboarding,
                      {{"ann", "tea:start@0 tea:1@1 tea:2@31"},
                       {"bob", "tea:start@0 tea:1@1 tea:2@31 tea:cancel@250"},
                       {"cat", "tea:start@420 tea:1@421 tea:2@451"},
                       {"dan", "tea:start@0 tea:1@1 tea:2@31 tea:cancel@350"},
                       {"eve", "gum:start@0 gum:1@1 gum:cancel@300"}},
                      600, {}, {}, told);
    EXPECT_THAT(asked.column("staying", "n"), ElementsAre(5));
    EXPECT_THAT(asked.column("staying", "months_6"), ElementsAre(1));
    EXPECT_EQ(asked.cell("staying", 0, "months_6").n, 4);
    // Of four eve leaves, of three bob, of two dan: 3/4 x 2/3 x 1/2.
    EXPECT_DOUBLE_EQ(asked.column("staying", "months_12").at(0), 0.25);
    EXPECT_EQ(asked.cell("staying", 0, "months_12").n, 1);
}

TEST(Onboarding, StayingIsGreyWhereFewerThanThirtyWereSeenThatLong) {
    std::vector<journey::TestCustomer> many;
    for (int i = 0; i < 29; ++i) {
        const auto name = std::to_string(i);
        many.push_back({"old" + name, "tea:start@0 tea:1@1 tea:2@31"});
        many.push_back({"new" + name, "tea:start@300 tea:1@301 tea:2@331"});
    }
    const Asked asked(kOnboarding, many, 600, kTwoInFifty);
    EXPECT_FALSE(asked.cell("staying", 0, "months_6").immature);
    EXPECT_EQ(asked.cell("staying", 0, "months_6").n, 58);
    EXPECT_TRUE(asked.cell("staying", 0, "months_12").immature);
    EXPECT_EQ(asked.cell("staying", 0, "months_12").n, 29);
    // Nobody was seen for a year on day 400.
    const Asked early(kOnboarding, many, 400, kTwoInFifty);
    EXPECT_EQ(early.cell("staying", 0, "months_12").value, std::nullopt);
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

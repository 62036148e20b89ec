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

// Six contacts, two without an answer: 2 promoters, 1 passive, 1 detractor; and 5, 4, 3, 1.
std::vector<journey::TestCustomer> four() {
    return {{"ann", "call:order:nps(9):csat(5)@1 call:order@2", "web"},
            {"bob", "call:order:nps(10):csat(4)@3", "tv"},
            {"cid", "call:delivery:nps(7):csat(3)@40", "tv"},
            {"dan", "call:delivery:nps(6):csat(1)@41 call:delivery@42", "web"}};
}

// Of 40 answers each: 30 promoters against 10 is more than chance, 21 against 19 is not.
std::vector<journey::TestCustomer> by_two_operators(int first, int second) {
    std::vector<journey::TestCustomer> all;
    all.reserve(40);
    for (int i = 0; i < 40; ++i) {
        const auto call = [&](int agent, bool promotes) {
            return "call:order:agent(" + std::to_string(agent) + "):nps(" +
                   (promotes ? "9):csat(5)@1 " : "2):csat(1)@1 ");
        };
        all.push_back({"c" + std::to_string(i), call(7, i < first) + call(8, i < second)});
    }
    return all;
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

TEST(Satisfaction, AMonthThatIsNotOverIsGreyOnItsLastDayToo) {
    std::string events;
    for (int i = 0; i < 40; ++i) events += "call:order@5 call:order@40 ";
    const auto grey = [&](int day, std::size_t month) {
        const Asked asked(kSatisfaction, {{"ann", events}}, day, {"by:month"});
        return asked.cell("groups", month, "n").immature;
    };
    EXPECT_FALSE(grey(59, 0));
    EXPECT_TRUE(grey(59, 1)) << "29 February";
    EXPECT_FALSE(grey(60, 1));
}

TEST(Satisfaction, AnswersAreCountedWithTheirInterval) {
    const Asked asked(kSatisfaction, four(), 50, {"by:purpose"});
    EXPECT_DOUBLE_EQ(asked.headline("nps"), 25) << "2 of 4 less 1 of 4";
    EXPECT_DOUBLE_EQ(asked.headline("csat"), 0.5);
    EXPECT_DOUBLE_EQ(asked.headline("mean"), 3.25);
    EXPECT_DOUBLE_EQ(asked.headline("answered"), 4.0 / 6);
    EXPECT_THAT(asked.column("nps", "n"), ElementsAre(2, 2));
    EXPECT_THAT(asked.column("nps", "score"), ElementsAre(100, -50));
    EXPECT_THAT(asked.column("nps", "promoters"), ElementsAre(1, 0));
    EXPECT_THAT(asked.column("nps", "passives"), ElementsAre(0, 0.5));
    EXPECT_THAT(asked.column("nps", "detractors"), ElementsAre(0, 0.5));
    EXPECT_DOUBLE_EQ(asked.cell("nps", 0, "answered").value.value(), 2.0 / 3);
    EXPECT_THAT(asked.column("satisfied", "satisfied"), ElementsAre(1, 0));
    EXPECT_THAT(asked.column("satisfied", "mean"), ElementsAre(4.5, 2));
    EXPECT_TRUE(asked.cell("nps", 0, "score").immature);
    EXPECT_THAT(asked.report().remarks, SizeIs(2)) << "fewer than 30, and who was asked";
}

TEST(Satisfaction, BehindEachCellAreThoseWhoAnsweredSo) {
    const Asked asked(kSatisfaction, four(), 50, {"by:purpose"});
    EXPECT_EQ(asked.cell("nps", 0, "promoters").people, "promoters/order");
    EXPECT_THAT(asked.people("promoters/order"), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("passives/delivery"), ElementsAre("cid"));
    EXPECT_THAT(asked.people("detractors/delivery"), ElementsAre("dan"));
    EXPECT_THAT(asked.people("nps/delivery"), ElementsAre("cid", "dan"));
    EXPECT_THAT(asked.people("csat/delivery"), ElementsAre("cid", "dan"));
    EXPECT_THAT(asked.people("satisfied/order"), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("others/delivery"), ElementsAre("cid", "dan"));
    EXPECT_FALSE(asked.cell("nps", 0, "detractors").people) << "nobody";
}

TEST(Satisfaction, OfAMonthThatNobodyAnsweredInThereIsNoScore) {
    const Asked asked(kSatisfaction,
                      {{"ann", "call:order@1 call:order:nps(9)@40 call:order@70 call:order:nps(2)@"
                               "100 call:order@130"}},
                      150);
    EXPECT_THAT(asked.texts("nps", "group"), ElementsAre("2024/02", "2024/03", "2024/04"));
    EXPECT_FALSE(asked.cell("nps", 1, "score").value);
    EXPECT_DOUBLE_EQ(asked.cell("nps", 1, "n").value.value(), 0);
    EXPECT_EQ(asked.figure("nps").shape, Shape::Lines);
    EXPECT_THAT(asked.texts("groups", "group"), SizeIs(5));
}

TEST(Satisfaction, AnswersAreSplitByTheMediumOfTheCustomer) {
    const Asked asked(kSatisfaction, four(), 50, {"by:medium"});
    EXPECT_THAT(asked.texts("nps", "group"), ElementsAre("web", "tv"));
    EXPECT_THAT(asked.column("nps", "score"), ElementsAre(0, 50));
    EXPECT_THAT(asked.people("promoters/tv"), ElementsAre("bob"));
}

TEST(Satisfaction, OneAnswerIsSaidAndNotBelieved) {
    const Asked asked(kSatisfaction, {{"ann", "call:order:nps(10)@1"}}, 50);
    const Cell& score = asked.cell("nps", 0, "score");
    EXPECT_DOUBLE_EQ(score.value.value(), 100);
    EXPECT_LT(score.low.value(), 0);
    EXPECT_TRUE(score.immature);
    EXPECT_GT(asked.cell("nps", 0, "needed").value.value(), 1000);
    EXPECT_THAT(asked.report().figures, SizeIs(2)) << "no answer to the other question";
}

TEST(Satisfaction, EqualAnswersAreNotCertain) {
    std::vector<journey::TestCustomer> all;
    all.reserve(40);
    for (int i = 0; i < 40; ++i) {
        all.push_back({"c" + std::to_string(i), "call:order:nps(9):csat(5)@1"});
    }
    const Asked asked(kSatisfaction, all, 50);
    for (const auto& [figure, column] :
         {std::pair{"nps", "score"}, {"satisfied", "satisfied"}, {"satisfied", "mean"}}) {
        const Cell& cell = asked.cell(figure, 0, column);
        EXPECT_GT(cell.high.value() - cell.low.value(), 0.05) << column;
        EXPECT_FALSE(cell.immature);
    }
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(Satisfaction, OperatorsAreRankedOnlyWhenTheyDifferByMoreThanChance) {
    const Asked noise(kSatisfaction, by_two_operators(19, 21), 50, {"by:agent"});
    EXPECT_THAT(noise.texts("nps", "group"), ElementsAre("#7", "#8"));
    EXPECT_THAT(noise.texts("satisfied", "group"), ElementsAre("#7", "#8"));
    EXPECT_THAT(noise.figure("nps").note, testing::HasSubstr("no ranking"));
    const Asked differ(kSatisfaction, by_two_operators(10, 30), 50, {"by:agent"});
    EXPECT_THAT(differ.texts("nps", "group"), ElementsAre("#8", "#7"));
    EXPECT_THAT(differ.texts("satisfied", "group"), ElementsAre("#8", "#7"));
    EXPECT_THAT(differ.figure("nps").note, testing::HasSubstr("highest first"));
    EXPECT_THAT(differ.people("detractors/7"), SizeIs(30));
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

TEST(Satisfaction, OfThirtyTwentyFiftyAnswersTheScoreIsMinusTwentyToo) {
    std::vector<journey::TestCustomer> all;
    all.reserve(100);
    for (int i = 0; i < 100; ++i) {
        const int nps = i < 30 ? 10 : i < 50 ? 8 : 0;
        all.push_back({"c" + std::to_string(i), "call:order:nps(" + std::to_string(nps) + ")@1"});
    }
    const Asked asked(kSatisfaction, all, 50, {"promoters:30", "passives:20", "detractors:50"});
    const Cell& score = asked.cell("nps", 0, "score");
    const Cell& entered = asked.cell("survey", 0, "score");
    EXPECT_DOUBLE_EQ(score.value.value(), -20);
    EXPECT_EQ(score.low, entered.low);
    EXPECT_EQ(score.high, entered.high);
}

TEST(Satisfaction, WithoutAnswersItSaysHowToRecordThem) {
    const Asked asked(kSatisfaction, two(), 50);
    EXPECT_THAT(asked.report().figures, SizeIs(1));
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THAT(asked.report().remarks[0], testing::HasSubstr("CSV"));
}

TEST(Satisfaction, WithoutContactsTheCalculatorStillWorks) {
    const Asked asked(kSatisfaction, {}, 50, {"promoters:1"});
    EXPECT_THAT(asked.report().figures, SizeIs(1));
    EXPECT_THAT(Asked(kSatisfaction, {}, 50).report().figures, IsEmpty());
}

TEST(Satisfaction, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kSatisfaction, two(), 50);
    for (const auto* key : {"", "all", "all/moon", "moon/2024-01", "nps/moon"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight

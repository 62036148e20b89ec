#include "insight/service_level/service_level.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

// Ten calls of two queues on days 1 and 8, a week apart: seven answered after 0, 10, 20, 21, 40, 60
// and 100 seconds, three given up after 4, 15 and 75. What is no call of the log stands between.
std::vector<journey::TestCustomer> ten_calls() {
    return {
        {"", "call:other:in:waited(4):queue(shop):h9:given_up@1"},
        {"ann", "call:order:in:waited(0):queue(shop):h9:100s:agent(7)@1 "
                "call:order:in:waited(10):queue(shop):h9:200s:agent(7)@1 "
                "call:order:in:waited(20):queue(shop):h10:300s:agent(7)@8"},
        {"bob", "call:other:in:waited(15):queue(shop):h9:given_up@1 "
                "call:usage:in:waited(21):queue(club):h10:400s:agent(8)@8 call:usage:in@8"},
        {"cat", "call:usage:in:waited(40):queue(club):h10:500s:agent(8)@8 "
                "call:other:in:waited(75):queue(club):h10:given_up@8"},
        {"dan", "call:usage:in:waited(60):queue(club):h10:600s@8 call:usage:waited(9)@8 "
                "call:usage:in:waited(100):queue(club):h10@8"},
    };
}

}  // namespace

TEST(ServiceLevel, IsSaidByBothFormulas) {
    const Asked asked(kServiceLevel, ten_calls(), 20);
    EXPECT_DOUBLE_EQ(asked.headline("offered"), 10);
    EXPECT_DOUBLE_EQ(asked.headline("answered"), 0.7);
    EXPECT_DOUBLE_EQ(asked.headline("level"), 3.0 / 10) << "0, 10 and 20 s";
    EXPECT_DOUBLE_EQ(asked.headline("fair"), 3.0 / 8) << "4 and 15 s are not kept waiting";
    const Asked longer(kServiceLevel, ten_calls(), 20, {"within:60"});
    EXPECT_DOUBLE_EQ(longer.headline("level"), 6.0 / 10);
    EXPECT_DOUBLE_EQ(longer.headline("fair"), 6.0 / 8);
}

TEST(ServiceLevel, WhoGivesUpAtOnceIsNotCountedAsGivenUp) {
    EXPECT_DOUBLE_EQ(Asked(kServiceLevel, ten_calls(), 20).headline("given_up_rate"), 2.0 / 9);
    EXPECT_DOUBLE_EQ(Asked(kServiceLevel, ten_calls(), 20, {"at_once:0"}).headline("given_up_rate"),
                     3.0 / 10);
    EXPECT_DOUBLE_EQ(
        Asked(kServiceLevel, ten_calls(), 20, {"at_once:15"}).headline("given_up_rate"), 1.0 / 8);
    EXPECT_DOUBLE_EQ(Asked(kServiceLevel, ten_calls(), 20).headline("given_up"), 3);
}

TEST(ServiceLevel, WaitsAreOfTheAnsweredAndPatienceOfAll) {
    const Asked asked(kServiceLevel, ten_calls(), 20);
    EXPECT_DOUBLE_EQ(asked.headline("wait"), 251.0 / 7);
    EXPECT_DOUBLE_EQ(asked.headline("patience"), (251.0 + 4 + 15 + 75) / 3);
    EXPECT_THAT(asked.texts("queues", "group"), ElementsAre("shop", "club"));
    EXPECT_THAT(asked.column("queues", "median"), ElementsAre(10, 40));
    EXPECT_THAT(asked.column("queues", "most"), ElementsAre(20, 100));
    const Asked long_ago(kServiceLevel, {{"ann", "call:order:in:waited(2000)@1"}}, 20);
    EXPECT_DOUBLE_EQ(long_ago.headline("wait"), 2000);
    EXPECT_THAT(long_ago.column("queues", "median"), ElementsAre(900)) << "15 minutes and more";
}

TEST(ServiceLevel, HandlingTimeIsOfTheAnsweredThatTellIt) {
    const Asked asked(kServiceLevel, ten_calls(), 20);
    EXPECT_DOUBLE_EQ(asked.headline("handled"), 350);
    EXPECT_EQ(asked.cell("queues", 1, "handled").n, 3) << "one has none";
    EXPECT_THAT(asked.texts("agents", "group"), ElementsAre("#7", "(unknown)", "#8"));
    EXPECT_THAT(asked.column("agents", "handled"), ElementsAre(200, 600, 450));
    EXPECT_TRUE(asked.cell("agents", 0, "handled").low);
}

TEST(ServiceLevel, OfAStretchStandsBesideTheTarget) {
    const Asked asked(kServiceLevel, ten_calls(), 20, {"target:90"});
    EXPECT_THAT(asked.column("trend", "offered"), ElementsAre(4, 6, 0));
    EXPECT_DOUBLE_EQ(asked.cell("trend", 0, "level").value.value(), 0.5);
    EXPECT_DOUBLE_EQ(asked.cell("trend", 0, "target").value.value(), 0.9);
    EXPECT_FALSE(asked.cell("trend", 2, "level").value);
    EXPECT_TRUE(asked.cell("trend", 2, "level").immature) << "the week is not over";
    EXPECT_THAT(asked.texts("slots", "slot"), ElementsAre("9:00", "10:00"));
    const Asked halves(kServiceLevel, ten_calls(), 20, {"slot:half_hour"});
    EXPECT_THAT(halves.texts("slots", "slot"), ElementsAre("9:00", "10:00"));
}

TEST(ServiceLevel, ACellNamesItsCallersAsFarAsTheyAreKnown) {
    const Asked asked(kServiceLevel, ten_calls(), 20);
    EXPECT_THAT(asked.people("all_given_up/0"), ElementsAre("bob", "cat"));
    EXPECT_THAT(asked.people("queue_given_up/club"), ElementsAre("cat"));
    EXPECT_THAT(asked.people("slot_in_time/9"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("slot_offered/9"), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("agent_answered/8"), ElementsAre("bob", "cat"));
    EXPECT_THAT(asked.people(*asked.cell("trend", 1, "given_up").people), ElementsAre("cat"));
    EXPECT_FALSE(asked.cell("waits", 6, "given_up").people) << "nobody";
    EXPECT_THAT(asked.people(*asked.cell("waits", 5, "given_up").people), ElementsAre("cat"));
    for (const auto* key :
         {"", "all", "all_given_up", "moon_offered/1", "queue_offered/moon", "step_lost/1"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

// Begins at 9:00, 10:00, 11:00, 12:00 and 13:00, each of 6 minutes: 30 of 246 minutes.
TEST(ServiceLevel, HowBusySomebodyWasIsEstimatedFromDaysWithFiveCalls) {
    std::string calls;
    for (int hour = 9; hour < 14; ++hour) {
        calls += "call:order:in:waited(0):360s:agent(7):h" + std::to_string(hour) + "@1 ";
    }
    const Asked asked(kServiceLevel, {{"ann", calls + "call:order:in:waited(0):9s:agent(8)@1"}}, 5);
    EXPECT_DOUBLE_EQ(asked.cell("agents", 0, "busy").value.value(), 30.0 / (4 * 60 + 6));
    EXPECT_EQ(asked.cell("agents", 0, "busy").n, 1);
    EXPECT_FALSE(asked.cell("agents", 1, "busy").value) << "one call tells nothing";
    EXPECT_THAT(asked.figure("agents").note, HasSubstr("Occupancy"));
}

TEST(ServiceLevel, TooManyAgentsAndDaysAreNotEstimated) {
    std::string calls = "call:order:in:waited(0):9s:agent(1)@1 ";
    for (int agent = 2; agent < 300; ++agent) {
        calls += "call:order:in:waited(0):9s:agent(" + std::to_string(agent) + ")@15000 ";
    }
    const Asked asked(kServiceLevel, {{"ann", calls}}, 15'000);
    EXPECT_DOUBLE_EQ(asked.headline("offered"), 299);
    EXPECT_FALSE(asked.cell("agents", 0, "busy").value);
    EXPECT_THAT(asked.report().remarks, ElementsAre(HasSubstr("choose fewer days")));
}

TEST(ServiceLevel, ACallThatNobodyAnsweredIsNoContactElsewhere) {
    const auto& volume = analysis_named("contact-volume");
    EXPECT_DOUBLE_EQ(Asked(volume, ten_calls(), 20).headline("n"), 9);
    EXPECT_THAT(Asked(volume, ten_calls(), 20, {"by:queue"}).texts("groups", "group"),
                ElementsAre("club", "shop", "(unknown)"));
}

TEST(ServiceLevel, CallersNobodyKnowsCountUnlessCustomersAreChosen) {
    auto calls = ten_calls();
    for (auto& customer : calls) customer.medium = "web";
    journey::Filter web;
    web.medium = {"web"};
    EXPECT_DOUBLE_EQ(Asked(kServiceLevel, calls, 20, {}, web).headline("offered"), 9);
}

TEST(ServiceLevel, WithoutWaitsThereIsNotEnoughData) {
    const Asked asked(kServiceLevel, {{"ann", "call:order:in:240s@1 call:other:in:given_up@2"}}, 9);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().headlines, IsEmpty());
    EXPECT_THAT(asked.report().remarks,
                ElementsAre(HasSubstr("no file tells how long callers waited"),
                            HasSubstr("1 calls given up tell no wait")));
    EXPECT_THAT(Asked(kServiceLevel, {}, 9).report().remarks, SizeIs(1));
}

}  // namespace tsunagi::insight

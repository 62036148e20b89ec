#include "insight/retention/retention.h"

#include "insight/spells.h"
#include "journey/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using journey::Filter;
using journey::journeys_of;
using journey::scope_of;
using journey::TestJourneys;
using testing::ElementsAre;

SurvivalPoint point(const TestJourneys& journeys, int day, std::size_t delivery,
                    const Filter& filter = {}) {
    const auto answer = retention(scope_of(journeys.at(day), filter), filter, SplitBy::None, {});
    return answer.curves.at(0).points.at(delivery - 1);
}

}  // namespace

TEST(Retention, WhoIsShippedADeliveryIsAtRiskForTheNext) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1 tea:2@31"},
                                       {"bob", "tea:start@0 tea:1@1 tea:cancel(price)@20"}});
    const auto first = point(journeys, 40, 1);
    EXPECT_EQ(first.at_risk, 2);
    EXPECT_EQ(first.events, 1);
    EXPECT_EQ(first.censored, 0);
    EXPECT_DOUBLE_EQ(first.rate.value.value(), 0.5);
}

TEST(Retention, ACustomerStillSubscribedIsCensoredNotLost) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1"}});
    const auto first = point(journeys, 40, 1);
    EXPECT_EQ(first.at_risk, 1);
    EXPECT_EQ(first.events, 0);
    EXPECT_EQ(first.censored, 1);
}

TEST(Retention, PausedAndSkippedSubscriptionsStayAtRisk) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1 tea:skip@20 tea:2@61"},
                                       {"bob", "tea:start@0 tea:1@1 tea:pause@9 tea:resume@70 "
                                               "tea:2@75"},
                                       {"cat", "tea:start@0 tea:1@1 tea:pause@9"},
                                       {"dan", "tea:start@0 tea:1@1 tea:pause@9 "
                                               "tea:cancel(price)@30"}});
    const auto first = point(journeys, 90, 1);
    EXPECT_EQ(first.at_risk, 4);
    EXPECT_EQ(first.events, 1);
    EXPECT_EQ(first.censored, 1);
}

TEST(Retention, ACancellationThatTakesEffectLaterIsNoEventYet) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1 tea:cancel(price)@30/10"}});
    EXPECT_EQ(point(journeys, 29, 1).events, 0);
    EXPECT_EQ(point(journeys, 30, 1).events, 1);
}

TEST(Retention, AResumptionAfterCancellingIsANewSpell) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1 tea:2@31 tea:cancel(price)@40 "
                                               "tea:resume@90 tea:1@91"}});
    EXPECT_EQ(point(journeys, 100, 1).at_risk, 2);
    EXPECT_EQ(point(journeys, 100, 1).censored, 1);
    EXPECT_EQ(point(journeys, 100, 2).events, 1);
}

TEST(Retention, AHistoryThatBeginsInTheMiddleEntersTheRiskThere) {
    const auto journeys = journeys_of({{"ann", "tea:5@1 tea:6@31"}, {"bob", "tea:1@1"}});
    EXPECT_EQ(point(journeys, 40, 1).at_risk, 1);
    EXPECT_EQ(point(journeys, 40, 5).at_risk, 1);
    EXPECT_EQ(point(journeys, 40, 3).at_risk, 0);
}

TEST(Retention, SurvivalOfADeliveryIsTheShareThatReachesIt) {
    // Three of four go on to delivery 2, one of two (one waits) to delivery 3.
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1 tea:2@31 tea:3@61"},
                                       {"bob", "tea:start@0 tea:1@1 tea:2@31 tea:cancel(price)@40"},
                                       {"cat", "tea:start@0 tea:1@1 tea:2@31"},
                                       {"dan", "tea:start@0 tea:1@1 tea:cancel(price)@9"}});
    const Filter all;
    const auto answer = retention(scope_of(journeys.at(70), all), all, SplitBy::None, {});
    EXPECT_DOUBLE_EQ(answer.curves[0].points[0].survival, 1.0);
    EXPECT_DOUBLE_EQ(answer.curves[0].points[1].survival, 0.75);
    EXPECT_DOUBLE_EQ(answer.curves[0].points[2].survival, 0.75 * (1 - 1.0 / 3));
    EXPECT_EQ(answer.headline.delivery, 3);
    EXPECT_DOUBLE_EQ(answer.headline.survival, 0.5);
    EXPECT_EQ(answer.headline.n, 4);
}

TEST(Retention, SplitsByProductMediumAndPrefecture) {
    const auto journeys = journeys_of(
        {{"ann", "tea:start@0 tea:1@1 tea:cancel(price)@9", "web", "東京都"},
         {"bob", "jam:start@0 jam:1@1 jam:2@9 tea:start@0 tea:1@2", "tv", "東京都"}});
    const Filter all;
    const auto scope = scope_of(journeys.at(50), all);
    const auto keys = [&](SplitBy by) {
        std::vector<std::string> found;
        for (const auto& curve : retention(scope, all, by, {}).curves) {
            found.push_back(curve.key + ":" + std::to_string(curve.points[0].at_risk) + ":" +
                            std::to_string(curve.points[0].events));
        }
        return found;
    };
    EXPECT_THAT(keys(SplitBy::Product), ElementsAre("100:2:1", "101:1:0"));
    EXPECT_THAT(keys(SplitBy::Medium), ElementsAre("tv:2:0", "web:1:1"));
    EXPECT_THAT(keys(SplitBy::Prefecture), ElementsAre("東京都:3:1"));
}

TEST(Retention, OfAPeriodCountsSpellsThatStartInIt) {
    const auto journeys = journeys_of(
        {{"ann", "tea:start@0 tea:1@1 tea:2@31"}, {"bob", "tea:start@20 tea:1@21"}});
    Filter late;
    late.from = journey::kTestStart + 10;
    EXPECT_EQ(point(journeys, 50, 1, late).at_risk, 1);
    late.to = journey::kTestStart + 19;
    EXPECT_TRUE(retention(scope_of(journeys.at(50), late), late, SplitBy::None, {}).curves.empty());
}

TEST(Retention, ASpellIsOfThePeriodByItsStartNotByADelivery) {
    const auto journeys = journeys_of({{"early", "tea:start@5 tea:1@12 tea:2@42"},
                                       {"both", "tea:start@0 tea:1@1 tea:cancel@5 tea:resume@15 "
                                                "tea:2@16 oil:start@2 oil:1@14"}});
    Filter late;
    late.from = journey::kTestStart + 10;
    const SurvivalPoint first = point(journeys, 50, 1, late);
    EXPECT_EQ(first.delivery, 2);
    EXPECT_EQ(first.at_risk, 1);
}

TEST(Retention, NamesThePeopleBehindEachPoint) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1 tea:2@31"},
                                       {"bob", "tea:start@0 tea:1@1 tea:cancel(price)@9"},
                                       {"cat", "tea:start@0 tea:1@1"}});
    const auto scope = scope_of(journeys.at(50), {});
    const auto who = [&](Who outcome) {
        return journeys.names_of(retention_people(
            scope, {.by = SplitBy::Product, .key = "100", .delivery = 1, .outcome = outcome}));
    };
    EXPECT_THAT(who(Who::AtRisk), ElementsAre("ann", "bob", "cat"));
    EXPECT_THAT(who(Who::Event), ElementsAre("bob"));
    EXPECT_THAT(who(Who::Censored), ElementsAre("cat"));
}

TEST(Waitings, OfAJourneyAreItsSpellsCutAtDeliveries) {
    struct List {
        std::vector<std::string> seen;
        void operator()(const journey::Journey& journey) {
            each_waiting(journey, [&](const Waiting& waiting) {
                static constexpr std::string_view kWords[] = {"open", "continued", "cancelled"};
                seen.push_back(std::to_string(waiting.delivery) + " " +
                               std::string(kWords[static_cast<std::size_t>(waiting.outcome)]));
            });
        }
    };
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1 tea:2@31 tea:cancel(price)@40 "
                                               "tea:cancel(price)@41 tea:resume@90 tea:1@91"}});
    EXPECT_THAT(fold_one(journeys.at(99), 1, List{}).seen,
                ElementsAre("0 continued", "1 continued", "2 cancelled", "0 continued", "1 open"));
}

TEST(Retention, APointWithFewBehindItIsImmature) {
    std::vector<journey::TestCustomer> customers;
    for (int n = 0; n < 40; ++n) {
        customers.push_back(
            {"c" + std::to_string(n),
             n < 20 ? "tea:start@0 tea:1@1 tea:2@31" : "tea:start@0 tea:1@1 tea:cancel(price)@20"});
    }
    const auto journeys = journeys_of(customers);
    EXPECT_FALSE(point(journeys, 40, 1).immature);
    EXPECT_FALSE(point(journeys, 40, 2).immature);  // rests on 40 at risk
    EXPECT_TRUE(point(journeys, 40, 3).immature);   // rests on 20
}

TEST(Retention, APointIsImmatureWhileMostStillWait) {
    std::vector<journey::TestCustomer> customers;
    for (int n = 0; n < 40; ++n) {
        customers.push_back({"c" + std::to_string(n),
                             n < 15 ? "tea:start@0 tea:1@1 tea:2@31" : "tea:start@0 tea:1@20"});
    }
    EXPECT_TRUE(point(journeys_of(customers), 40, 2).immature);
}

}  // namespace tsunagi::insight

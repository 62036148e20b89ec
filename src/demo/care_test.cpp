#include "demo/care.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

namespace tsunagi::demo {
namespace {

const LifeSpan kSpan{.first = Day{19683}, .today = Day{20779}};  // 2023-11-22 … 2026-11-22

std::vector<Life> lives(int count) {
    std::vector<Life> all;
    for (int n = 1; n <= count; ++n) all.push_back(live(7, n, kSpan));
    return all;
}

bool is_after_trial(const LifeContact& contact) { return contact.offer == kRegularCourse; }

}  // namespace

TEST(Care, WhomACallAfterTheTrialWinsSubscribesThatDay) {
    int won = 0;
    for (const Life& life : lives(6000)) {
        for (const LifeContact& call : life.contacts) {
            if (!is_after_trial(call) || call.offer_answer != "accepted") continue;
            ++won;
            ASSERT_FALSE(life.subscriptions.empty());
            EXPECT_EQ(life.subscriptions.front().events.front().on, call.on);
            EXPECT_EQ(life.subscriptions.front().article, call.about);
        }
    }
    EXPECT_GT(won, 100);
}

TEST(Care, MostOfTheseCallsAreDeclinedAndSomeColleaguesWinMore) {
    std::map<int, int> calls;
    std::map<int, int> won;
    for (const Life& life : lives(12'000)) {
        for (const LifeContact& call : life.contacts) {
            if (!is_after_trial(call)) continue;
            ++calls[call.agent];
            won[call.agent] += call.offer_answer == "accepted";
        }
    }
    ASSERT_EQ(calls.size(), std::size_t{kAgents});
    for (const auto& [agent, all] : calls) {
        EXPECT_GT(won[agent], all / 10) << agent;
        EXPECT_LT(won[agent], 2 * all / 3) << agent;
    }
    EXPECT_GT(double(won[2]) / calls[2], 1.3 * won[0] / calls[0]);
}

TEST(Care, HowToUseItIsShownWhereTheShopAsksForThat) {
    std::map<bool, int> asked;
    for (const Life& life : lives(4000)) {
        for (const LifeContact& call : life.contacts) {
            if (call.purpose != "usage" || call.direction != "outbound") continue;
            const Article& article = *life.subscriptions.at(call.subscription.value()).article;
            EXPECT_EQ(onboarding_of(article)->purpose, "usage");
            ++asked[call.result == "no_answer"];
        }
    }
    EXPECT_GT(asked[false], asked[true]);
    EXPECT_GT(asked[true], 20);
}

TEST(Care, ContactsStayInTheOrderOfDays) {
    for (const Life& life : lives(2000)) {
        EXPECT_TRUE(std::ranges::is_sorted(life.contacts, {}, &LifeContact::on));
    }
}

TEST(Care, EverySubscriptionHasItsOwnCriteriaOfSettlingIn) {
    for (const Article& article : articles()) {
        EXPECT_EQ(onboarding_of(article) != nullptr, article.cycle_months > 0) << article.sku;
    }
}

}  // namespace tsunagi::demo

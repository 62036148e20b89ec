#include "churn/facts.h"

#include "journey/testing.h"

#include <gtest/gtest.h>

namespace tsunagi::churn {
namespace {

using journey::journeys_of;

// The codes of ann's facts on day 100, with the subscription that her events name.
std::vector<std::string> codes(const std::string& events, int delivery, Risk risk = {}) {
    const auto journeys = journeys_of({{"ann", events}});
    struct FirstSubscription {
        std::int64_t id = 0;
        void operator()(const journey::Journey& journey) {
            if (!journey.events().empty()) id = journey.events().front().subscription;
        }
    };
    const auto snapshot = journeys.at(100);
    const auto code = journeys.code("ann");
    const std::int64_t subscription = fold_one(snapshot, code, FirstSubscription{}).id;
    std::vector<std::string> found;
    fold_one(snapshot, code, [&](const journey::Journey& journey) {
        for (const auto& fact : facts_of(journey, *snapshot.view->words,
                                         {subscription, delivery, risk}, insight::Labels{})) {
            found.push_back(fact.code);
        }
    });
    return found;
}

bool has(const std::vector<std::string>& codes, std::string_view code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

TEST(Facts, TellOfSkipsAndPausesOfTheCurrentSpell) {
    const auto now = codes("tea:start@0 tea:1@1 tea:skip@20 tea:skip@50 tea:pause@70 tea:resume@90",
                           1);
    EXPECT_TRUE(has(now, "skipped"));
    EXPECT_TRUE(has(now, "paused"));
    const auto before = codes(
        "tea:start@0 tea:1@1 tea:skip@20 tea:cancel(price)@30 tea:start@60 tea:1@61", 1);
    EXPECT_FALSE(has(before, "skipped"));
}

TEST(Facts, TellOfAnUnhappyLastContactAndOfTheReasonSheGave) {
    const auto unhappy = codes("tea:start@0 tea:1@1 call:cancel(price)-:in@90", 1);
    EXPECT_TRUE(has(unhappy, "unhappy"));
    EXPECT_TRUE(has(unhappy, "reason_mentioned"));
    const auto settled = codes("tea:start@0 tea:1@1 call:usage-:in@80 call:usage+:in@90", 1);
    EXPECT_FALSE(has(settled, "unhappy"));
    EXPECT_TRUE(has(settled, "many_questions"));
}

TEST(Facts, TellWhenSheWasSpokenToLast) {
    EXPECT_TRUE(has(codes("tea:start@0 tea:1@1", 1), "never_talked"));
    EXPECT_TRUE(has(codes("tea:start@0 tea:1@1 call:usage@90", 1), "last_talk"));
    const auto today = codes("tea:start@0 tea:1@1 call:usage@90 call:usage@100", 1);
    EXPECT_TRUE(has(today, "talked_today"));
    EXPECT_FALSE(has(today, "last_talk"));
    const auto rung = codes("tea:start@0 tea:1@1 call:usage@90 call:usage:no_answer@100", 1);
    EXPECT_FALSE(has(rung, "talked_today")) << "she was rung up, but did not answer";
    EXPECT_TRUE(has(rung, "last_talk"));
}

TEST(Facts, DoNotTakeAnUnansweredCallForAConversation) {
    const auto missed = codes(
        "tea:start@0 tea:1@1 call:usage:no_answer@100 call:usage:no_answer@100", 1);
    EXPECT_TRUE(has(missed, "missed_today"));
    EXPECT_FALSE(has(missed, "talked_today"));
    EXPECT_TRUE(has(missed, "never_talked"));
    EXPECT_FALSE(has(codes("tea:start@0 tea:1@1 call:usage:no_answer@99", 1), "missed_today"));
}

TEST(Facts, SayFewDataBelowThirtyAtRisk) {
    EXPECT_TRUE(has(codes("tea:start@0 tea:1@1", 1, {.n = 12, .few_data = true}), "few_data"));
    const auto known = codes("tea:start@0 tea:1@1", 1,
                             {.probability = 0.3, .n = 840, .events = 250, .few_data = false});
    EXPECT_EQ(known.front(), "delivery_hazard");
}

TEST(Facts, AreToldInTheViewersLanguage) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 tea:1@1"}});
    const auto snapshot = journeys.at(100);
    fold_one(snapshot, journeys.code("ann"), [&](const journey::Journey& journey) {
        const Risk risk{.probability = 0.261, .n = 1840, .events = 219, .few_data = false};
        insight::Labels labels;
        EXPECT_EQ(facts_of(journey, *snapshot.view->words, {1, 1, risk}, labels).front().text,
                  "初回のあとの解約 1,840人中219人");
        labels.language = Language::En;
        EXPECT_EQ(facts_of(journey, *snapshot.view->words, {1, 1, risk}, labels).front().text,
                  "219 of 1,840 cancelled after the first delivery");
    });
}

}  // namespace
}  // namespace tsunagi::churn

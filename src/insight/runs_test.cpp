// An analysis that takes many journeys at once must say what it says of them one by one.
#include "insight/cancellations/cancellations.h"
#include "insight/catalogue.h"
#include "insight/retention/retention.h"
#include "insight/rfm/rfm.h"

#include "base/json.h"
#include "journey/testing.h"

#include <gtest/gtest.h>

namespace tsunagi::insight {
namespace {

using journey::Scope;

journey::TestJourneys a_mixed_shop() {
    std::string long_life = "tea:start@0";
    for (int n = 1; n <= 90; ++n) {
        long_life += " tea:" + std::to_string(n) + "@" + std::to_string(n);
    }
    std::string often;
    for (int n = 1; n <= 40; ++n) often += " soap@" + std::to_string(n) + (n < 38 ? "!" : "");
    return journey::journeys_of(
        {{"nobody", ""},
         {"buyer", "soap@1 soap=500,cream@1 soap=-300@4! cream@9!"},
         {"big", "soap=4000000000@3 cream@20"},
         {"returned", "soap@5!"},
         {"kept", "tea:start@0 tea:1@2 tea:2@32 tea:skip@40 tea:3@70"},
         {"left", "tea:start@1 tea:1@2 tea:cancel(price)@30"},
         {"left late", long_life + " tea:cancel(stock)@95"},
         {"came back", "tea:start@1 tea:1@2 tea:cancel(price)@30 tea:resume@50 tea:1@51"},
         {"two", "tea:start@1 tea:1@2 oil:start@3 oil:1@5 oil:cancel(price)@9 tea2:1@7"},
         {"from the middle", "tea:7@4 tea:8@34 tea:pause@40"},
         {"paused", "tea:start@1 tea:1@2 tea:pause@9 tea:resume@20 tea:2@25 tea:skip@30 tea:3@60"},
         {"both", "tea:1@2 tea:skip@8 tea:pause@9 tea:2@25 tea:pause@30 soap@31 tea3:1@40"},
         {"often", often},
         {"only the end", "tea:cancel(stock)@12 tea:cancel(stock)@13"},
         {"changed", "tea:start@1 tea:change@4 tea:cancel@6"}});
}

Scope one_by_one(Scope scope) {
    scope.customers.emplace(scope.view().size());
    for (journey::CustomerCode code = 0; code < scope.view().size(); ++code) {
        scope.customers->set(code);
    }
    return scope;
}

template <class Analyse>
void expect_the_same(Analyse analyse) {
    const auto journeys = a_mixed_shop();
    for (const int threads : {1, 2}) {
        const Scope scope = journey::scope_of(journeys.at(100), {}, threads);
        auto together = analyse(scope);
        auto single = analyse(one_by_one(scope));
        together.meta = single.meta = {};
        EXPECT_EQ(to_json(together), to_json(single));
        EXPECT_GT(to_json(together).size(), 300u);
    }
}

}  // namespace

TEST(Runs, SayTheSameOfRfm) {
    expect_the_same([](const Scope& scope) { return rfm(scope); });
}

TEST(Runs, SayTheSameOfRetention) {
    for (const SplitBy split : {SplitBy::None, SplitBy::Product, SplitBy::Medium}) {
        expect_the_same([&](const Scope& scope) { return retention(scope, {}, split, {}); });
    }
}

TEST(Runs, SayTheSameOfCancellations) {
    for (const Axis by : {Axis::None, Axis::Reason, Axis::Product, Axis::Delivery, Axis::Month}) {
        for (const Axis across : {Axis::None, Axis::Product, Axis::Delivery, Axis::Month}) {
            if (by == across && by != Axis::None) continue;
            expect_the_same(
                [&](const Scope& scope) { return cancellations(scope, {}, {by, across}, {}); });
        }
    }
}

TEST(Runs, SayTheSameOfEveryAnalysis) {
    for (const Analysis* analysis : catalogue()) {
        SCOPED_TRACE(analysis->name);
        expect_the_same([&](const Scope& scope) {
            const journey::Filter filter;
            const Labels labels;
            const Choices choices(analysis->choices, {});
            return report_of(*analysis, {scope, filter, labels, choices, true});
        });
    }
}

}  // namespace tsunagi::insight

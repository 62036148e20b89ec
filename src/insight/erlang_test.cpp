#include "insight/erlang.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

// The step-by-step example of Mitan Ltd., "The Erlang-C formula": 360 calls in half an hour, of
// 240 s each (48 erlangs), 55 agents: occupancy .873, P(wait) .239, mean wait 8.2 s, 84.6 % within
// 15 s.
TEST(ErlangC, OfFiftyFiveAgentsIsThePublishedExample) {
    const auto state = queue_of({.calls = 360, .handle_s = 240}, 55, 15).value();
    EXPECT_NEAR(state.occupancy, 0.873, 5e-4);
    EXPECT_NEAR(state.waiting, 0.239, 5e-4);
    EXPECT_NEAR(state.answer_s, 8.2, 0.05);
    EXPECT_NEAR(state.service_level, 0.846, 5e-4);
    EXPECT_EQ(state.abandoned, 0);
}

// By hand: one agent busy half of the time is M/M/1: P(wait) = 1/2, mean wait = handle time.
// Two agents with load 1: P(wait) = 1/3.
TEST(ErlangC, OfOneAndTwoAgentsIsAsByHand) {
    const auto one = queue_of({.calls = 5, .interval_s = 1000, .handle_s = 100}, 1, 0).value();
    EXPECT_NEAR(one.waiting, 0.5, 1e-15);
    EXPECT_NEAR(one.answer_s, 100, 1e-12);
    EXPECT_NEAR(one.service_level, 0.5, 1e-15);
    const auto two = queue_of({.calls = 10, .interval_s = 1000, .handle_s = 100}, 2, 0).value();
    EXPECT_NEAR(two.waiting, 1.0 / 3, 1e-15);
}

TEST(ErlangC, HasNoAnswerWhenTheQueueGrowsWithoutEnd) {
    EXPECT_FALSE(queue_of({.calls = 10, .interval_s = 1000, .handle_s = 100}, 1, 20));
}

// Garnett, Mandelbaum, Reiman (2002), table 1: 50 agents, 48 calls a minute, a minute each. When
// all wait, 20.8 s in the mean; with a mean patience of 2 minutes 3.1 % leave, the mean wait is
// 3.7 s and the occupancy 93 %.
TEST(ErlangA, OfFiftyAgentsIsThePublishedExample) {
    Traffic traffic{.calls = 48, .interval_s = 60, .handle_s = 60};
    EXPECT_NEAR(queue_of(traffic, 50, 0).value().answer_s, 20.8, 0.05);
    traffic.patience_s = 120;
    const auto state = queue_of(traffic, 50, 20).value();
    EXPECT_NEAR(state.abandoned, 0.031, 5e-4);
    EXPECT_NEAR(state.answer_s, 3.7, 0.05);
    EXPECT_NEAR(state.occupancy, 0.93, 5e-3);
}

// The same queue from its states: j busy or waiting, left at rate min(j, n) + (j - n) / patience.
TEST(ErlangA, EqualsTheBalanceOfItsStates) {
    for (const auto& [load, agents, patience] :
         {std::tuple{48.0, 50, 2.0}, {10.0, 5, 0.5}, {3.0, 9, 10.0}, {0.4, 1, 1.0}}) {
        double weight = 1;
        double all = 1;
        double waiting = 0;
        double queue = 0;
        for (int j = 1; j < 2000; ++j) {
            weight *= load / (std::min(j, agents) + std::max(0, j - agents) / patience);
            all += weight;
            if (j >= agents) waiting += weight;
            if (j > agents) queue += (j - agents) * weight;
        }
        const Traffic traffic{
            .calls = load, .interval_s = 1, .handle_s = 1, .patience_s = patience};
        const auto state = queue_of(traffic, agents, 0.3).value();
        EXPECT_NEAR(state.waiting, waiting / all, 1e-12);
        EXPECT_NEAR(state.answer_s, queue / all / load, 1e-12);
        EXPECT_NEAR(state.abandoned, queue / all / load / patience, 1e-12);
        // At once, those are served who need not wait; in the end, all but the leavers.
        EXPECT_NEAR(queue_of(traffic, agents, 0)->service_level, 1 - waiting / all, 1e-12);
        EXPECT_NEAR(queue_of(traffic, agents, 1e3)->service_level, 1 - state.abandoned, 1e-12);
    }
}

TEST(ErlangA, WithEndlessPatienceIsErlangC) {
    Traffic traffic{.calls = 360, .handle_s = 240};
    const auto patient = queue_of(traffic, 55, 15).value();
    traffic.patience_s = 1e9;
    const auto nearly = queue_of(traffic, 55, 15).value();
    EXPECT_NEAR(nearly.service_level, patient.service_level, 1e-5);
    EXPECT_NEAR(nearly.waiting, patient.waiting, 1e-5);
}

TEST(ErlangA, HoldsUnderTwiceTheLoadOfAThousandAgents) {
    const Traffic flood{.calls = 2000, .interval_s = 1, .handle_s = 1, .patience_s = 1};
    const auto state = queue_of(flood, 1000, 0.1).value();
    EXPECT_NEAR(state.abandoned, 0.5, 1e-6);
    EXPECT_NEAR(state.occupancy, 1, 1e-6);
    EXPECT_GE(state.service_level, 0);
}

// The example above turned round: 80 % within 15 s need 54 agents, 84 % need 55.
TEST(Staffing, IsTheFewestAgentsThatMeetTheTarget) {
    const Traffic traffic{.calls = 360, .handle_s = 240};
    const auto enough = staff_for(traffic, {.within_s = 15, .service_level = 0.84}).value();
    EXPECT_EQ(enough.agents, 55);
    EXPECT_LT(queue_of(traffic, 54, 15).value().service_level, 0.84);
    const auto calm = staff_for(traffic, {.within_s = 15, .most_occupancy = 0.8}).value();
    EXPECT_EQ(calm.agents, 60);
}

TEST(Staffing, NeedsFewerWhenCallersMayLeave) {
    Traffic traffic{.calls = 360, .handle_s = 240};
    const ServiceTarget target{.within_s = 20, .service_level = 0.8};
    const int patient = staff_for(traffic, target).value().agents;
    traffic.patience_s = 120;
    EXPECT_LT(staff_for(traffic, target).value().agents, patient);
}

TEST(Staffing, OfNoCallsIsNobodyAndOfTooManyImpossible) {
    EXPECT_EQ(staff_for({.calls = 0, .handle_s = 240}, {}).value().agents, 0);
    EXPECT_FALSE(staff_for({.calls = 1e6, .interval_s = 60, .handle_s = 240}, {}));
}

TEST(Rostered, AreMoreThanAtTheirDesks) {
    EXPECT_EQ(rostered(55, 0.3), 79);  // 55 / 0.7 = 78.6
    EXPECT_EQ(rostered(7, 0.3), 10);
    EXPECT_EQ(rostered(0, 0.3), 0);
}

}  // namespace tsunagi::insight

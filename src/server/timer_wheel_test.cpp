#include "server/timer_wheel.h"

#include <gtest/gtest.h>

namespace tsunagi::server {
namespace {

TEST(TimerWheel, ExpiresADeadlineOnceAndNotBeforeItsTime) {
    TimerWheel wheel(1000);
    int expired = 0;
    Deadline deadline([&] { ++expired; });
    wheel.set(deadline, 250);
    wheel.turn(1240);
    EXPECT_EQ(expired, 0);
    wheel.turn(1500);
    EXPECT_EQ(expired, 1);
    wheel.turn(99'000);
    EXPECT_EQ(expired, 1);
}

TEST(TimerWheel, KeepsADeadlineThatLiesRoundsAhead) {
    TimerWheel wheel(0);
    int expired = 0;
    Deadline deadline([&] { ++expired; });
    wheel.set(deadline, 200'000);
    for (std::int64_t now = 0; now < 199'900; now += 100) wheel.turn(now);
    EXPECT_EQ(expired, 0);
    wheel.turn(200'300);
    EXPECT_EQ(expired, 1);
}

TEST(TimerWheel, ForgetsAClearedOrDeadDeadline) {
    TimerWheel wheel(0);
    int expired = 0;
    Deadline cleared([&] { ++expired; });
    wheel.set(cleared, 100);
    cleared.clear();
    {
        Deadline dead([&] { ++expired; });
        wheel.set(dead, 100);
    }
    wheel.turn(10'000);
    EXPECT_EQ(expired, 0);
}

TEST(TimerWheel, LetsADeadlineSetItselfAndClearAnother) {
    TimerWheel wheel(0);
    int rounds = 0;
    Deadline other([&] { rounds += 100; });
    Deadline again([&] {
        ++rounds;
        other.clear();
        wheel.set(again, 500);
    });
    wheel.set(again, 100);
    wheel.set(other, 100);
    for (std::int64_t now = 0; now <= 2'000; now += 100) wheel.turn(now);
    EXPECT_GE(rounds, 3);
    EXPECT_LT(rounds, 10);
}

TEST(TimerWheel, ExpiresAfterALongSleepOfTheMachine) {
    TimerWheel wheel(0);
    int expired = 0;
    Deadline deadline([&] { ++expired; });
    wheel.set(deadline, 30'000);
    wheel.turn(10'000'000);
    EXPECT_EQ(expired, 1);
}

}  // namespace
}  // namespace tsunagi::server

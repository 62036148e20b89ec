#include "store/pool.h"

#include "base/testing.h"

#include <gtest/gtest.h>

#include <thread>

namespace tsunagi::store {

namespace {

constexpr std::chrono::milliseconds kNoPatience{0};

TEST(Pools, MakeWhatIsNeededAndLendItAgain) {
    int made = 0;
    Pool<int> pool(2, [&] { return std::make_unique<int>(++made); }, kNoPatience);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(*pool.lend(), 1);
    auto first = pool.lend();
    EXPECT_EQ(*pool.lend(), 2);
    EXPECT_EQ(made, 2);
}

TEST(Pools, RefuseWhenEverythingStaysLent) {
    Pool<int> pool(1, [] { return std::make_unique<int>(1); }, kNoPatience);
    auto lent = pool.lend();
    EXPECT_CODE(pool.lend(), Code::Busy);
}

TEST(Pools, LetCallersWaitForWhatComesBack) {
    Pool<int> pool(1, [] { return std::make_unique<int>(1); });
    std::thread waiting;
    {
        auto lent = pool.lend();
        waiting = std::thread([&] { EXPECT_EQ(*pool.lend(), 1); });
    }
    waiting.join();
}

TEST(Pools, ReplaceWhatWasDiscarded) {
    int made = 0;
    Pool<int> pool(1, [&] { return std::make_unique<int>(++made); }, kNoPatience);
    pool.lend().discard();
    EXPECT_EQ(*pool.lend(), 2);
}

TEST(Pools, CountNothingThatCouldNotBeMade) {
    int tries = 0;
    const auto make = [&]() -> std::unique_ptr<int> {
        if (++tries == 1) throw Error(Code::Unavailable, "not now");
        return std::make_unique<int>(tries);
    };
    Pool<int> pool(1, make, kNoPatience);
    EXPECT_CODE(pool.lend(), Code::Unavailable);
    EXPECT_EQ(*pool.lend(), 2);
}

}  // namespace

}  // namespace tsunagi::store

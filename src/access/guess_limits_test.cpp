#include "access/guess_limits.h"
#include "access/testing.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace tsunagi::access {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

TEST(GuessLimits, PauseLongerAfterEachGuess) {
    EXPECT_EQ(pause_s(3), 0);
    EXPECT_EQ(pause_s(4), 2);
    EXPECT_EQ(pause_s(6), 8);
    EXPECT_EQ(pause_s(9), 64);
}

TEST(GuessLimits, CountAHouseholdOfIpv6AsOne) {
    EXPECT_EQ(counted_address("2001:db8:1:2:aaaa::1"), counted_address("2001:db8:1:2:bbbb::2"));
    EXPECT_NE(counted_address("2001:db8:1:2::1"), counted_address("2001:db8:1:3::1"));
    EXPECT_EQ(counted_address("192.0.2.7"), "192.0.2.7");
}

class Guesses : public WithAnn {
protected:
    // Guesses at the log-in from a hundred addresses in turn, one each `every_ms`; returns the
    // instants of those that were evaluated.
    std::vector<std::int64_t> guess(std::string_view login, int count, std::int64_t every_ms) {
        std::vector<std::int64_t> evaluated;
        for (int i = 0; i < count; ++i) {
            const std::string address = "198.51.100." + std::to_string(i % 100);
            const auto code = try_to_sign_in(login, "wrong " + std::to_string(i), {address});
            if (code == Code::Unauthenticated) evaluated.push_back(clock.now().ms);
            clock.advance(every_ms);
        }
        return evaluated;
    }
    static std::ptrdiff_t most_in_a_quarter(const std::vector<std::int64_t>& at) {
        std::ptrdiff_t most = 0;
        for (auto from = at.begin(); from != at.end(); ++from) {
            const auto until = std::ranges::lower_bound(at, *from + 15 * kMinuteMs);
            most = std::max(most, until - from);
        }
        return most;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Guesses);

TEST_P(Guesses, TenThousandFromAHundredAddressesAreHardlyEvaluatedAndLockNobodyOut) {
    const Visitor at_her_desk{.address = "10.0.0.1", .device = "her browser"};
    sign_in(at_her_desk);
    const auto evaluated = guess(kAnn, 10'000, 360);  // within the hour
    EXPECT_FALSE(evaluated.empty());
    EXPECT_LE(most_in_a_quarter(evaluated), 10);
    EXPECT_EQ(try_to_sign_in(kAnn, kPassword, at_her_desk), std::nullopt);
    EXPECT_EQ(try_to_sign_in(kAnn, kPassword, {"203.0.113.9", "her browser"}), std::nullopt);
}

TEST_P(Guesses, ManyAtTheSameTimeAreNoMoreThanOneAfterTheOther) {
    std::atomic<int> evaluated = 0;
    {
        std::vector<std::jthread> guessers;
        for (int i = 0; i < 16; ++i) {
            guessers.emplace_back([&, i] {
                const std::string address = "198.51.100." + std::to_string(i);
                evaluated += try_to_sign_in(kAnn, "wrong", {address}) == Code::Unauthenticated;
            });
        }
    }
    EXPECT_GE(evaluated, 1);
    EXPECT_LE(evaluated, 4);  // then the pauses begin, and the clock stands still
}

TEST_P(Guesses, OfAnUnknownLoginAreAnsweredAndCountedLikeThoseOfAKnownOne) {
    const auto known = guess(kAnn, 200, 1'000);
    clock.advance(16 * kMinuteMs);
    const auto unknown = guess("nobody@example.com", 200, 1'000);
    EXPECT_EQ(known.size(), unknown.size());
    EXPECT_EQ(known.size(), 10u);
}

TEST_P(Guesses, FromOneAddressAreLimitedWhoeverTheyAreAimedAt) {
    int evaluated = 0;
    for (int i = 0; i < 100; ++i) {
        const auto code = try_to_sign_in("user" + std::to_string(i), "wrong", {"198.51.100.7"});
        evaluated += code == Code::Unauthenticated;
    }
    EXPECT_EQ(evaluated, 30);
    clock.advance(15 * kMinuteMs);
    EXPECT_EQ(try_to_sign_in("user1", "wrong", {"198.51.100.7"}), Code::Unauthenticated);
}

TEST_P(Guesses, FromEverywhereAreLimitedTogetherButNotForWhoIsKnown) {
    sign_in({"10.0.0.1"});
    int evaluated = 0;
    for (int i = 0; i < 700; ++i) {
        const std::string address = "203.0." + std::to_string(i / 200) + "." +
                                    std::to_string(i % 200);
        const auto code = try_to_sign_in("user" + std::to_string(i), "wrong", {address});
        evaluated += code == Code::Unauthenticated;
    }
    EXPECT_EQ(evaluated, 600);
    EXPECT_EQ(try_to_sign_in(kAnn, kPassword, {"10.0.0.1"}), std::nullopt);
}

TEST_P(Guesses, ThatAreRightAreGivenBack) {
    for (int i = 0; i < 50; ++i) {
        ASSERT_EQ(try_to_sign_in(kAnn, kPassword, {"198.51.100.7"}), std::nullopt) << i;
    }
}

TEST_P(Guesses, FromAKnownDeviceHaveToWaitToo) {
    const Visitor known{.address = "10.0.0.1", .device = "her browser"};
    sign_in(known);
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(try_to_sign_in(kAnn, "wrong", known), Code::Unauthenticated);
    }
    EXPECT_EQ(try_to_sign_in(kAnn, kPassword, known), Code::TooMany);
    clock.advance(3'000);
    EXPECT_EQ(try_to_sign_in(kAnn, kPassword, known), std::nullopt);
}

TEST_P(Guesses, FromADeviceOfSomebodyElseAreFromAnUnknownOne) {
    add_user("bob@example.com", "op");
    sessions_->sign_in("bob@example.com", kPassword, {"10.0.0.2", "bob's browser"});
    guess(kAnn, 100, 1'000);
    EXPECT_EQ(try_to_sign_in(kAnn, kPassword, {"10.0.0.2", "bob's browser"}), Code::TooMany);
}

}  // namespace
}  // namespace tsunagi::access

// A Rate is a share that knows what it was counted from.
//
// The interval is Wilson's score interval at 95 %: E. B. Wilson, "Probable inference, the law of
// succession, and statistical inference", JASA 22 (1927) 209-212. It keeps its coverage for small n
// and for shares near 0 and 1, where the textbook interval p ± 1.96 s fails.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>

namespace tsunagi::insight {

inline constexpr double kZ95 = 1.959963984540054;
inline constexpr std::int64_t kFew = 30;

struct Rate {
    std::int64_t events = 0;
    std::int64_t n = 0;
    std::optional<double> value{};  // nothing when n = 0
    std::optional<double> low{};
    std::optional<double> high{};
    bool few = true;  // n < 30: a number to be looked at with doubt
};
BOOST_DESCRIBE_STRUCT(Rate, (), (events, n, value, low, high, few))

// Requires 0 <= events <= n.
Rate rate_of(std::int64_t events, std::int64_t n);

}  // namespace tsunagi::insight

// RateLimit gives every session (and every address that has none) an allowance of cost that refills
// with time: a token bucket each. One who asks for reports all day waits, the others do not.
//
// Thread: any. The table has a limit; when it is full, buckets that are full again are forgotten.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tsunagi::server {

struct Allowance {
    double burst = 600;
    double per_second = 60;
    std::size_t buckets = 100'000;
};

class RateLimit {
public:
    explicit RateLimit(Allowance allowance) : allowance_(allowance) {}

    // Throws TooMany with the seconds until there is enough again.
    void take(std::string_view key, int cost, std::int64_t now_ms);

private:
    struct Bucket {
        double left;
        std::int64_t at_ms;
    };
    void forget_full(std::int64_t now_ms);

    const Allowance allowance_;
    std::mutex mutex_;  // guards buckets_
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace tsunagi::server

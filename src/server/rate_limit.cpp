#include "server/rate_limit.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::server {

static constexpr double kLongestWaitS = 24 * 3600;  // whatever the allowance

void RateLimit::take(std::string_view key, int cost, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= allowance_.buckets) forget_full(now_ms);
    auto& bucket = buckets_.try_emplace(std::string(key), allowance_.burst, now_ms).first->second;
    const auto passed_s = static_cast<double>(now_ms - bucket.at_ms) / 1000.0;
    bucket.left = std::min(allowance_.burst, bucket.left + passed_s * allowance_.per_second);
    bucket.at_ms = now_ms;
    if (bucket.left < cost) {
        const double wait_s = std::ceil((cost - bucket.left) / allowance_.per_second);
        throw Error::too_many("too many requests",
                              static_cast<int>(std::clamp(wait_s, 1.0, kLongestWaitS)));
    }
    bucket.left -= cost;
}

void RateLimit::forget_full(std::int64_t now_ms) {
    const double full_after_s = allowance_.burst / allowance_.per_second;
    std::erase_if(buckets_, [&](const auto& entry) {
        return static_cast<double>(now_ms - entry.second.at_ms) / 1000.0 >= full_after_s;
    });
}

}  // namespace tsunagi::server

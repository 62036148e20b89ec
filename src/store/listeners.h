// Those who want to hear of commits. Thread: any.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

namespace tsunagi::store {

class Listeners {
public:
    void add(std::function<void(std::int64_t)> heard) {
        const std::lock_guard lock(mutex_);
        heard_.push_back(std::move(heard));
    }
    void tell(std::int64_t seq) {
        const std::lock_guard lock(mutex_);
        for (const auto& heard : heard_) heard(seq);
    }

private:
    std::mutex mutex_;  // guards heard_
    std::vector<std::function<void(std::int64_t)>> heard_;
};

}  // namespace tsunagi::store

// Those who want to hear of commits. Nobody is called under the lock, so a listener may take locks
// of its own that others hold while they add one. Thread: any.
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
        for (const auto& heard : all()) heard(seq);
    }

private:
    std::vector<std::function<void(std::int64_t)>> all() {
        const std::lock_guard lock(mutex_);
        return heard_;
    }

    std::mutex mutex_;  // guards heard_
    std::vector<std::function<void(std::int64_t)>> heard_;
};

}  // namespace tsunagi::store

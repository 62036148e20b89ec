// Published hands the newest of something immutable to readers while others make the next one.
// It stands where std::atomic<std::shared_ptr> would: libstdc++ 12 ends that one's load with a
// relaxed store, so the next store may overtake the read (a data race).
//
// Thread: any.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace tsunagi {

template <class T>
class Published {
public:
    std::shared_ptr<T> load() const {
        const std::lock_guard lock(mutex_);
        return newest_;
    }
    void store(std::shared_ptr<T> next) {
        const std::lock_guard lock(mutex_);
        newest_.swap(next);  // what it was ends after the lock
    }

private:
    mutable std::mutex mutex_;  // guards newest_
    std::shared_ptr<T> newest_;
};

}  // namespace tsunagi

// A Pool lends connections: it makes them when they are first needed, up to a limit, and then lets
// callers wait for one to come back.
//
// Thread: any.
#pragma once

#include "base/error.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace tsunagi::store {

template <class C>
class Pool {
public:
    Pool(int limit, std::function<std::unique_ptr<C>()> make,
         std::chrono::milliseconds patience = std::chrono::seconds(5))
        : limit_(limit), make_(std::move(make)), patience_(patience) {}

    // A borrowed connection; goes back at the end of the scope, or is closed after `discard`.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<C> held) : pool_(pool), held_(std::move(held)) {}
        ~Lease() { pool_.take_back(std::move(held_)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        C& operator*() { return *held_; }
        C* operator->() { return held_.get(); }
        void discard() { held_.reset(); }
        // Instead of a connection that was lost.
        void renew() { held_.reset(), held_ = pool_.make_(); }

    private:
        Pool& pool_;
        std::unique_ptr<C> held_;
    };

    // Throws Busy when none comes free in time.
    Lease lend() {
        std::unique_lock lock(mutex_);
        const auto some = [&] { return !idle_.empty() || lent_ < limit_; };
        if (!returned_.wait_for(lock, patience_, some)) {
            throw Error::busy("every connection to the database is in use", 1);
        }
        ++lent_;
        if (!idle_.empty()) {
            auto held = std::move(idle_.back());
            idle_.pop_back();
            return Lease(*this, std::move(held));
        }
        lock.unlock();
        try {
            return Lease(*this, make_());
        } catch (...) {
            take_back(nullptr);
            throw;
        }
    }

private:
    void take_back(std::unique_ptr<C> held) {
        {
            const std::lock_guard lock(mutex_);
            --lent_;
            if (held) idle_.push_back(std::move(held));
        }
        returned_.notify_one();
    }

    const int limit_;
    const std::function<std::unique_ptr<C>()> make_;
    const std::chrono::milliseconds patience_;
    std::mutex mutex_;  // guards idle_ and lent_
    std::condition_variable returned_;
    std::vector<std::unique_ptr<C>> idle_;
    int lent_ = 0;
};

}  // namespace tsunagi::store

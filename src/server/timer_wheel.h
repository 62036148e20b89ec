// TimerWheel keeps the deadlines of thousands of connections at O(1) a change (Varghese and Lauck,
// "Hashed and Hierarchical Timing Wheels", 1987): a deadline lies in the slot of its tick, and one
// timer turns the wheel. It has no clock: the owner of the loop says what time it is.
//
// Thread: one I/O loop's.
#pragma once

#include <array>
#include <cstdint>
#include <functional>

namespace tsunagi::server {

class TimerWheel;

// One deadline; it leaves its wheel when it dies.
class Deadline {
public:
    Deadline() = default;
    explicit Deadline(std::function<void()> expired) : expired_(std::move(expired)) {}
    ~Deadline() { clear(); }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    void clear();
    bool set() const { return next_ != nullptr; }

private:
    friend class TimerWheel;
    std::function<void()> expired_;
    std::int64_t at_ms_ = 0;
    Deadline* previous_ = nullptr;
    Deadline* next_ = nullptr;
};

class TimerWheel {
public:
    static constexpr std::int64_t kTickMs = 100;

    explicit TimerWheel(std::int64_t now_ms);
    TimerWheel(const TimerWheel&) = delete;
    TimerWheel& operator=(const TimerWheel&) = delete;

    std::int64_t now_ms() const { return now_ms_; }
    // Expires at the first turn that is not before now + after_ms.
    void set(Deadline&, std::int64_t after_ms);
    // Calls `expired` of every deadline that has passed; it may set or clear any deadline.
    void turn(std::int64_t now_ms);

private:
    static constexpr std::size_t kSlots = 512;  // one round is 51 s; later ones go round again

    void turn_slot(std::size_t slot);

    std::array<Deadline, kSlots> slots_;  // heads of circular lists
    std::int64_t now_ms_;
    std::int64_t tick_;
};

}  // namespace tsunagi::server

#include "server/timer_wheel.h"

#include <algorithm>

namespace tsunagi::server {

void Deadline::clear() {
    if (next_ == nullptr) return;
    previous_->next_ = next_;
    next_->previous_ = previous_;
    previous_ = next_ = nullptr;
}

TimerWheel::TimerWheel(std::int64_t now_ms) : now_ms_(now_ms), tick_(now_ms / kTickMs) {
    for (auto& head : slots_) head.previous_ = head.next_ = &head;
}

void TimerWheel::set(Deadline& deadline, std::int64_t after_ms) {
    deadline.clear();
    deadline.at_ms_ = now_ms_ + after_ms;
    const std::int64_t tick = std::max(deadline.at_ms_ / kTickMs, tick_) + 1;
    Deadline& head = slots_[static_cast<std::size_t>(tick) % kSlots];
    deadline.next_ = &head;
    deadline.previous_ = head.previous_;
    head.previous_->next_ = &deadline;
    head.previous_ = &deadline;
}

void TimerWheel::turn(std::int64_t now_ms) {
    now_ms_ = std::max(now_ms, now_ms_);
    const std::int64_t last = now_ms_ / kTickMs;
    const std::int64_t first = std::max(tick_ + 1, last - static_cast<std::int64_t>(kSlots) + 1);
    for (std::int64_t tick = first; tick <= last; ++tick) {
        tick_ = tick;
        turn_slot(static_cast<std::size_t>(tick) % kSlots);
    }
}

// The slot is emptied into a list of its own first: what `expired` sets anew comes a round later.
void TimerWheel::turn_slot(std::size_t slot) {
    Deadline& head = slots_[slot];
    Deadline due;
    if (head.next_ == &head) return;
    due.next_ = head.next_;
    due.previous_ = head.previous_;
    due.next_->previous_ = due.previous_->next_ = &due;
    head.previous_ = head.next_ = &head;
    while (due.next_ != &due) {
        Deadline& one = *due.next_;
        const std::int64_t left = one.at_ms_ - now_ms_;
        if (left > 0) {
            set(one, left);
            continue;
        }
        one.clear();
        if (one.expired_) one.expired_();
    }
    due.previous_ = due.next_ = nullptr;
}

}  // namespace tsunagi::server

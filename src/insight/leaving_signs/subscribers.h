// Who had a subscription at the end of a day, and whether she then decided to leave.
#pragma once

#include "insight/contact_fate.h"
#include "insight/decisions.h"
#include "journey/filter.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tsunagi::insight {

enum class Then { NoSubscriber, Stayed, Left };

// Reads one subscription's events up to a day.
class Standing {
public:
    explicit Standing(const journey::Scope& scope) : scope_(&scope) {}

    void read(const journey::Event& event) {
        if (event.kind == journey::EventKind::Cancelled) {
            runs_ = false;
            return;
        }
        // A withdrawal goes on with what was cancelled, where that is on record.
        const bool goes_on = event.kind == journey::EventKind::Withdrawn && since_ != 0;
        if (!runs_ && !goes_on) since_ = event.day;
        runs_ = true;
        product_ = event.product;
    }
    // In force, and one that the filter asks for.
    bool holds() const { return runs_ && scope_->has(product_) && scope_->covers(since_); }

private:
    const journey::Scope* scope_;
    bool runs_ = false;
    int since_ = 0;
    int product_ = 0;
};

// Thread: one for each worker.
class Subscribers {
public:
    Subscribers(const journey::Scope& scope, int days) : scope_(&scope), days_(days) {}

    int cut() const { return scope_->as_of() - days_; }

    // With days of 0 nobody has left.
    Then see(journey::CustomerCode code) {
        const auto [part, index] = scope_->view().place(code);
        read_held(part->events, index);
        if (held_.empty()) return Then::NoSubscriber;
        if (days_ == 0) return Then::Stayed;
        return outcome(part->events, index);
    }

private:
    void read_held(const journey::EventLane& lane, std::uint32_t index) {
        held_.clear();
        Standing standing(*scope_);
        std::uint32_t subscription = 0;
        const auto close = [&] {
            if (standing.holds()) held_.push_back(subscription);
        };
        each_decision(lane, index, cut(), [&](const journey::Event& event) {
            if (event.first) {
                close();
                standing = Standing(*scope_);
                subscription = event.subscription;
            }
            standing.read(event);
        });
        close();
    }
    // Of those held, as is known on the as-of day.
    Then outcome(const journey::EventLane& lane, std::uint32_t index) const {
        Then then = Then::NoSubscriber;
        Standing standing(*scope_);
        bool held = false;
        bool left = false;
        const auto close = [&] {
            if (!held || !standing.holds()) return;
            then = left ? Then::Left : std::max(then, Then::Stayed);
        };
        each_decision(lane, index, scope_->as_of(), [&](const journey::Event& event) {
            if (event.first) {
                close();
                standing = Standing(*scope_);
                held = std::ranges::find(held_, event.subscription) != held_.end();
                left = false;
            }
            const bool cancelled = event.kind == journey::EventKind::Cancelled;
            if (event.kind == journey::EventKind::Withdrawn) left = false;
            const int day = cancelled ? decided_on(event) : event.day;
            if (day <= cut()) {
                standing.read(event);
            } else if (cancelled && day <= cut() + days_) {
                left = true;
            }
        });
        close();
        return then;
    }

    const journey::Scope* scope_;
    int days_;
    std::vector<std::uint32_t> held_;  // subscriptions at the cut
};

}  // namespace tsunagi::insight

#include "insight/leaving_signs/subscribers.h"

#include "insight/contact_fate.h"
#include "insight/decisions.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

enum class Then { NoSubscriber, Stayed, Left };

// What one customer was at the cut, and whether she subscribes on the as-of day.
struct Seen {
    Then then = Then::NoSubscriber;
    bool now = false;
};

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

class Looking {
public:
    Looking(const journey::Scope& scope, int days) : scope_(&scope), cut_(scope.as_of() - days) {}

    Seen see(journey::CustomerCode code) {
        const auto [part, index] = scope_->view().place(code);
        const journey::EventLane& lane = part->events;
        if (lane.offsets[index] == lane.offsets[index + 1]) return {};
        read_held(lane, index);
        return outcome(lane, index);
    }

private:
    void read_held(const journey::EventLane& lane, std::uint32_t index) {
        held_.clear();
        Standing standing(*scope_);
        std::uint32_t subscription = 0;
        const auto close = [&] {
            if (standing.holds()) held_.push_back(subscription);
        };
        each_decision(lane, index, cut_, [&](const journey::Event& event) {
            if (event.first) {
                close();
                standing = Standing(*scope_);
                subscription = event.subscription;
            }
            standing.read(event);
        });
        close();
    }
    // As is known on the as-of day: what became of those held, and whether one is held now.
    Seen outcome(const journey::EventLane& lane, std::uint32_t index) const {
        Seen seen;
        Standing at_cut(*scope_);
        Standing today(*scope_);
        bool held = false;
        bool asked = false;  // to cancel after the cut, by the event before
        bool left = false;
        const auto close = [&] {
            seen.now = seen.now || today.holds();
            if (!held || !at_cut.holds()) return;
            seen.then = left || asked ? Then::Left : std::max(seen.then, Then::Stayed);
        };
        each_decision(lane, index, scope_->as_of(), [&](const journey::Event& event) {
            if (event.first) {
                close();
                at_cut = today = Standing(*scope_);
                held = std::ranges::find(held_, event.subscription) != held_.end();
                left = asked = false;
            }
            today.read(event);
            if (!held) return;
            // Only a cancellation that a withdrawal follows at once was taken back.
            left = left || (asked && event.kind != journey::EventKind::Withdrawn);
            const bool cancelled = event.kind == journey::EventKind::Cancelled;
            const int day = cancelled ? decided_on(event) : event.day;
            asked = cancelled && day > cut_;
            if (day <= cut_) at_cut.read(event);
        });
        close();
        return seen;
    }

    const journey::Scope* scope_;
    int cut_;
    std::vector<std::uint32_t> held_;  // subscriptions at the cut
};

struct Gather {
    Looking looking;
    Subscribers found{};

    void operator()(const journey::Journey& journey) {
        const Seen seen = looking.see(journey.code());
        if (seen.then != Then::NoSubscriber) {
            found.then.push_back({journey.code(), seen.then == Then::Left});
        }
        if (seen.now) found.now.push_back(journey.code());
    }
    void merge(const Gather& other) {
        const Subscribers& more = other.found;
        found.then.insert(found.then.end(), more.then.begin(), more.then.end());
        found.now.insert(found.now.end(), more.now.begin(), more.now.end());
    }
};

}  // namespace

Subscribers subscribers_of(const journey::Scope& scope, int days) {
    return journey::fold(scope.snapshot, Gather{Looking(scope, days)}, scope.options()).found;
}

}  // namespace tsunagi::insight

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

// What is known of one subscription: at the cut, of the cut since then, and today.
struct Known {
    explicit Known(const journey::Scope& scope) : then(scope), at_cut(scope), today(scope) {}

    Standing then;
    Standing at_cut;
    Standing today;
    bool asked = false;  // to cancel after the cut, by the event before
    bool left = false;
};

class Looking {
public:
    Looking(const journey::Scope& scope, int days) : scope_(&scope), cut_(scope.as_of() - days) {}

    Seen see(journey::CustomerCode code) const {
        const auto [part, index] = scope_->view().place(code);
        const journey::EventLane& lane = part->events;
        const journey::Row first = lane.offsets[index];
        KnownOn known(lane.late, first);
        Seen seen;
        Known now(*scope_);
        std::uint32_t subscription = 0;
        for (journey::Row row = first; row < lane.offsets[index + 1]; ++row) {
            const journey::Event event = at(lane, row);
            if (!decided_by(event, scope_->as_of()) || !known.by(row, scope_->as_of())) continue;
            if (subscription != event.subscription) {
                close(now, seen);
                now = Known(*scope_);
                subscription = event.subscription;
            }
            if (decided_by(event, cut_) && known.by(row, cut_)) now.then.read(event);
            read(event, now);
        }
        close(now, seen);
        return seen;
    }

private:
    void read(const journey::Event& event, Known& now) const {
        now.today.read(event);
        // Only a cancellation that a withdrawal follows at once was taken back.
        now.left |= now.asked && event.kind != journey::EventKind::Withdrawn;
        const bool cancelled = event.kind == journey::EventKind::Cancelled;
        const int day = cancelled ? decided_on(event) : event.day;
        now.asked = cancelled && day > cut_;
        if (day <= cut_) now.at_cut.read(event);
    }
    static void close(const Known& now, Seen& seen) {
        seen.now = seen.now || now.today.holds();
        if (!now.then.holds() || !now.at_cut.holds()) return;
        seen.then = now.left || now.asked ? Then::Left : std::max(seen.then, Then::Stayed);
    }

    const journey::Scope* scope_;
    int cut_;
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

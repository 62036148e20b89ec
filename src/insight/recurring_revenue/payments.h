// What a customer's subscriptions cost at the ends of months, read off her journey: only the months
// in which that changes are told.
#pragma once

#include "insight/question.h"
#include "journey/months.h"
#include "journey/terms.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace tsunagi::insight {

// Lane day of the first event of any subscription, but not after the as-of day.
inline int first_event_day(const journey::Scope& scope) {
    const journey::View& view = scope.view();
    return std::min({int{view.base->events.extent.first}, int{view.delta->part.events.extent.first},
                     scope.as_of()});
}

// How a customer's payment of a month differs from that of the month before.
struct PaymentChange {
    int month;
    std::int64_t before;
    std::int64_t now;
    std::int64_t priced;  // of what she paid for before and still does: by how much prices alone
    bool stopped;         // something that she paid for at the end of the month before is paused
    bool held;            // she pays, or did and what she paid for is paused since
    bool held_before;
    bool paid_ever;  // before this month
};

// Reads off a journey the months in which something changes: most months nothing does.
class Payments {
public:
    Payments(const journey::Scope& scope, const journey::Months& months)
        : scope_(&scope), months_(&months), differences_(static_cast<std::size_t>(months.size())),
          touched_((differences_.size() + 63) / 64),
          only_price_(scope.words().reasons.find(journey::kOnlyPrice).value_or(-1)) {}

    int months() const { return months_->size(); }

    // Calls each(PaymentChange) in the order of months, for every month whose payment is another or
    // in which something was paused or taken up again.
    template <class Each>
    void each_change(const journey::Journey& journey, Each each) {
        read(journey, [](const journey::Event&) {});
        tell(each);
    }
    // The same in two steps: what comes between has been shown all of her events by see(Event).
    template <class See>
    void read(const journey::Journey& journey, See see) {
        Standing now{};
        for (const journey::Event event : journey.events()) {
            see(event);
            if (!event.first && leaves(now, event)) continue;
            if (event.first) now = {};
            Standing then = next(now, event);
            const bool priced = event.kind == journey::EventKind::Changed &&
                                event.reason == only_price_ && !event.first &&
                                then.product == now.product;
            note(event.day, now, then, priced ? then.monthly - now.monthly : 0);
            now = then;
        }
    }
    template <class Each>
    void tell(Each each) {
        PaymentChange change{};
        int paused = 0;
        for (std::size_t word = 0; word < touched_.size(); ++word) {
            for (; touched_[word] != 0; touched_[word] &= touched_[word] - 1) {
                const auto bit = static_cast<std::size_t>(std::countr_zero(touched_[word]));
                Difference& difference = differences_[word * 64 + bit];
                change.month = static_cast<int>(word * 64 + bit);
                change.before = change.now;
                change.now += difference.amount;
                paused += difference.paused;
                change.priced = difference.priced;
                change.stopped = difference.stopped > 0;
                change.held_before = change.held;
                change.held = change.now > 0 || (change.held && paused > 0);
                difference = {};
                each(static_cast<const PaymentChange&>(change));
                change.paid_ever |= change.now > 0;
            }
        }
    }

private:
    struct Standing {
        std::int32_t monthly = 0;
        std::int32_t product = 0;
        bool running = false;
        bool paused = false;
        bool asked = false;        // of the scope's products
        bool paid = false;         // at the end of the month before `month`
        bool stopped = false;      // it did, and is counted as stopped in `month`
        int month = -1;            // in which it last came to pay, or to be paused, or left off
        std::int64_t priced = 0;   // by which prices alone changed in `month`
        std::int64_t counted = 0;  // of that, what is counted in `month`

        std::int64_t pays() const { return asked && running && !paused ? monthly : 0; }
        int pauses() const { return asked && running && paused && monthly > 0 ? 1 : 0; }
    };
    struct Difference {
        std::int64_t amount = 0;
        std::int64_t priced = 0;
        int paused = 0;
        int stopped = 0;
    };

    // Whether an event leaves all as it stands: most do, they are deliveries.
    static bool leaves(const Standing& now, const journey::Event& event) {
        return now.running && !now.paused && event.monthly == now.monthly &&
               event.product == now.product && event.kind != journey::EventKind::Paused &&
               event.kind != journey::EventKind::Cancelled;
    }
    Standing next(const Standing& now, const journey::Event& event) const {
        Standing then = now;
        then.monthly = event.monthly;
        then.product = event.product;
        then.asked = scope_->has(event.product);
        then.running = event.kind != journey::EventKind::Cancelled;
        switch (event.kind) {
            case journey::EventKind::Paused: then.paused = true; break;
            case journey::EventKind::Cancelled:
            case journey::EventKind::Resumed:
            case journey::EventKind::Delivered:
            case journey::EventKind::Started: then.paused = false; break;
            case journey::EventKind::Withdrawn:
            case journey::EventKind::Skipped:
            case journey::EventKind::Changed: break;
        }
        return then;
    }
    void note(int day, const Standing& now, Standing& then, std::int64_t priced) {
        const std::int64_t amount = then.pays() - now.pays();
        const int paused = then.pauses() - now.pauses();
        if (amount == 0 && paused == 0 && priced == 0) return;
        then.month = months_->of(day);
        if (then.month != now.month) {
            then.paid = now.pays() > 0;
            then.stopped = false;
            then.priced = 0;
            then.counted = 0;
        }
        then.priced += priced;
        const bool stops = then.paid && then.pauses() > 0;
        const std::int64_t counted = then.paid && then.pays() > 0 ? then.priced : 0;
        const auto month = static_cast<std::size_t>(then.month);
        differences_[month].amount += amount;
        differences_[month].priced += counted - then.counted;
        differences_[month].paused += paused;
        differences_[month].stopped += int{stops} - int{then.stopped};
        then.stopped = stops;
        then.counted = counted;
        touched_[month / 64] |= std::uint64_t{1} << month % 64;
    }

    const journey::Scope* scope_;
    const journey::Months* months_;
    std::vector<Difference> differences_;  // by month; all 0 between journeys
    std::vector<std::uint64_t> touched_;   // bit by month
    int only_price_;                       // number of the reason
};

}  // namespace tsunagi::insight

#include "insight/recurring_revenue/movements.h"

#include "journey/terms.h"

#include <algorithm>
#include <bit>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::EventKind;
using journey::Journey;

// How a customer's payment of a month differs from that of the month before.
struct Change {
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

    // Calls each(Change) in the order of months, for every month whose payment is another or in
    // which something was paused or taken up again.
    template <class Each>
    void each_change(const Journey& journey, Each each) {
        Standing now{};
        for (const journey::Event event : journey.events()) {
            if (event.first) now = {};
            Standing then = next(now, event);
            const bool priced = event.kind == EventKind::Changed && event.reason == only_price_ &&
                                !event.first && then.product == now.product;
            note(event.day, now, then, priced ? then.monthly - now.monthly : 0);
            now = then;
        }
        Change change{};
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
                each(static_cast<const Change&>(change));
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

    Standing next(const Standing& now, const journey::Event& event) const {
        Standing then = now;
        then.monthly = event.monthly;
        then.product = event.product;
        then.asked = scope_->has(event.product);
        then.running = event.kind != EventKind::Cancelled;
        switch (event.kind) {
            case EventKind::Paused: then.paused = true; break;
            case EventKind::Cancelled:
            case EventKind::Resumed:
            case EventKind::Delivered:
            case EventKind::Started: then.paused = false; break;
            case EventKind::Withdrawn:
            case EventKind::Skipped:
            case EventKind::Changed: break;
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

// What of the change is a rise of prices. Lower prices are a contraction.
std::int64_t price_rise(const Change& change) {
    const bool pays_on = change.before > 0 && change.now > 0;
    return pays_on ? std::max<std::int64_t>(change.priced, 0) : 0;
}

// How she moved into a month beside the rise of prices; nothing when that is all, or when she pays
// what she paid, or did not and does not.
std::optional<Movement> movement(const Change& change) {
    const bool left = change.held_before && !change.held;
    if (left) return Movement::Churn;
    const std::int64_t more = change.now - change.before - price_rise(change);
    if (more == 0) return std::nullopt;
    if (change.before == 0) return change.paid_ever ? Movement::Reactivation : Movement::New;
    if (change.now == 0 && change.stopped) return Movement::Paused;
    return more > 0 ? Movement::Expansion : Movement::Contraction;
}

bool moved_so(const Change& change, Movement how) {
    return how == Movement::PriceRise ? price_rise(change) > 0 : movement(change) == how;
}

void add(RevenueMonth& to, const RevenueMonth& from) {
    to.customers += from.customers;
    to.held += from.held;
    to.amount += from.amount;
    to.gross.merge(from.gross);
    to.chosen.merge(from.chosen);
    to.net.merge(from.net);
    for (std::size_t kind = 0; kind < kMovements; ++kind) {
        to.moved[kind].customers += from.moved[kind].customers;
        to.moved[kind].amount += from.moved[kind].amount;
    }
}

// Of each month what differs from the month before; what was lost and who moved is its own.
struct Count {
    Payments payments;
    std::vector<RevenueMonth> months;  // and one more, which is nobody's

    void operator()(const Journey& journey) {
        payments.each_change(journey, [this](const Change& change) { add_change(change); });
    }
    void add_change(const Change& change) {
        const auto how = movement(change);
        const std::int64_t risen = price_rise(change);
        if (!how && risen == 0) return;
        const std::int64_t before = change.before;
        const std::int64_t now = change.now;
        RevenueMonth& in = months[static_cast<std::size_t>(change.month)];
        RevenueMonth& after = months[static_cast<std::size_t>(change.month) + 1];
        const auto was = static_cast<double>(std::max<std::int64_t>(before, 0));
        const auto is = static_cast<double>(std::max<std::int64_t>(now, 0));
        in.customers += (now > 0) - (before > 0);
        in.held += int{change.held} - int{change.held_before};
        in.amount += now - before;
        after.gross.x += is - was;
        after.gross.xx += is * is - was * was;
        if (before > 0) {
            const auto lost = static_cast<double>(before + risen - now);
            in.gross.lose(was, std::max(lost, 0.0));
            in.chosen.lose(was, lost);
            in.net.lose(was, static_cast<double>(before - now));
        }
        if (risen > 0) in.add_moved(Movement::PriceRise, risen);
        if (how) in.add_moved(*how, now - before - risen);
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < months.size(); ++i) add(months[i], other.months[i]);
    }
};

// Who paid at the end of a month, or moved so in it.
struct Find {
    Payments payments;
    std::optional<Movement> wanted;  // nothing: who pays
    int month;
    std::vector<CustomerCode> codes{};

    void operator()(const Journey& journey) {
        bool matches = false;
        payments.each_change(journey, [&](const Change& change) {
            if (change.month > month) return;
            if (!wanted) matches = change.now > 0;
            if (wanted && change.month == month) matches = moved_so(change, *wanted);
        });
        if (matches) codes.push_back(journey.code());
    }
    void merge(const Find& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

}  // namespace

void LossSums::lose(double paid, double lost) {
    y += lost;
    xy += paid * lost;
    yy += lost * lost;
}

void LossSums::merge(const LossSums& other) {
    x += other.x;
    y += other.y;
    xx += other.xx;
    xy += other.xy;
    yy += other.yy;
}

std::vector<RevenueMonth> revenue_months(const journey::Scope& scope,
                                         const journey::Months& months) {
    const Count start{Payments(scope, months),
                      std::vector<RevenueMonth>(static_cast<std::size_t>(months.size()) + 1)};
    auto all = journey::fold(scope.snapshot, start, scope.options()).months;
    all.pop_back();
    for (std::size_t month = 1; month < all.size(); ++month) {
        all[month].customers += all[month - 1].customers;
        all[month].held += all[month - 1].held;
        all[month].amount += all[month - 1].amount;
        all[month].gross.x += all[month - 1].gross.x;
        all[month].gross.xx += all[month - 1].gross.xx;
    }
    for (RevenueMonth& month : all) {
        for (LossSums* sums : {&month.chosen, &month.net}) {
            sums->x = month.gross.x;
            sums->xx = month.gross.xx;
        }
    }
    return all;
}

std::vector<CustomerCode> who_moved(const journey::Scope& scope, const journey::Months& months,
                                    Movement wanted, int month) {
    const Find start{Payments(scope, months), wanted, month};
    return journey::fold(scope.snapshot, start, scope.options()).codes;
}

std::vector<CustomerCode> who_paid(const journey::Scope& scope, const journey::Months& months,
                                   int month) {
    const Find start{Payments(scope, months), {}, month};
    return journey::fold(scope.snapshot, start, scope.options()).codes;
}

}  // namespace tsunagi::insight

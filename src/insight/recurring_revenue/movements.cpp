#include "insight/recurring_revenue/movements.h"

#include "insight/recurring_revenue/payments.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

// What of the change is a rise of prices. Lower prices are a contraction.
std::int64_t price_rise(const PaymentChange& change) {
    const bool pays_on = change.before > 0 && change.now > 0;
    return pays_on ? std::max<std::int64_t>(change.priced, 0) : 0;
}

// How she moved into a month beside the rise of prices; nothing when that is all, or when she pays
// what she paid, or did not and does not.
std::optional<Movement> movement(const PaymentChange& change) {
    const bool left = change.held_before && !change.held;
    if (left) return Movement::Churn;
    const std::int64_t more = change.now - change.before - price_rise(change);
    if (more == 0) return std::nullopt;
    if (change.before == 0) return change.paid_ever ? Movement::Reactivation : Movement::New;
    if (change.now == 0 && change.stopped) return Movement::Paused;
    return more > 0 ? Movement::Expansion : Movement::Contraction;
}

bool moved_so(const PaymentChange& change, Movement how) {
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
        payments.each_change(journey, [this](const PaymentChange& change) { add_change(change); });
    }
    void add_change(const PaymentChange& change) {
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
            in.gross.pair(was, std::max(lost, 0.0));
            in.chosen.pair(was, lost);
            in.net.pair(was, static_cast<double>(before - now));
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
        payments.each_change(journey, [&](const PaymentChange& change) {
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
        for (RatioSums* sums : {&month.chosen, &month.net}) {
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

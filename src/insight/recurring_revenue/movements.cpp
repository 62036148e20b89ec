#include "insight/recurring_revenue/movements.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::EventKind;
using journey::Journey;

// What one customer pays at the end of each month, and whether something of hers is paused then.
class Payments {
public:
    Payments(const journey::Scope& scope, const journey::Months& months)
        : scope_(&scope), months_(&months), amount_(static_cast<std::size_t>(months.size())),
          paused_(amount_.size()) {}

    // False when she never had a subscription that the scope asks for.
    bool read(const Journey& journey) {
        const auto events = journey.events();
        if (events.empty()) return false;
        std::ranges::fill(amount_, 0);
        std::ranges::fill(paused_, 0);
        Standing now{};
        for (const journey::Event event : events) {
            if (event.first) {
                close(now, months_->size());
                now = {};
            }
            const int month = months_->of(event.day);
            close(now, month);
            now = next(now, event, month);
        }
        close(now, months_->size());
        return true;
    }
    std::int64_t amount(int month) const { return amount_[static_cast<std::size_t>(month)]; }
    bool paused(int month) const { return paused_[static_cast<std::size_t>(month)] != 0; }
    int months() const { return months_->size(); }

private:
    struct Standing {
        int since = 0;  // month
        std::int32_t monthly = 0;
        bool running = false;
        bool paused = false;
    };

    Standing next(const Standing& now, const journey::Event& event, int month) const {
        Standing then = now;
        then.since = month;
        then.monthly = scope_->has(event.product) ? event.monthly : 0;
        switch (event.kind) {
            case EventKind::Cancelled: then.running = then.paused = false; break;
            case EventKind::Paused: then.paused = then.running; break;
            case EventKind::Resumed:
            case EventKind::Delivered:
            case EventKind::Started:
            case EventKind::Withdrawn:
                then.running = true;
                then.paused = false;
                break;
            case EventKind::Skipped:
            case EventKind::Changed: break;
        }
        return then;
    }
    // Adds what a subscription brought at the ends of the months since … until - 1.
    void close(const Standing& now, int until) {
        if (!now.running) return;
        for (int month = now.since; month < until; ++month) {
            if (now.paused) {
                paused_[static_cast<std::size_t>(month)] = 1;
            } else {
                amount_[static_cast<std::size_t>(month)] += now.monthly;
            }
        }
    }

    const journey::Scope* scope_;
    const journey::Months* months_;
    std::vector<std::int64_t> amount_;
    std::vector<char> paused_;
};

// How she moved into a month; nothing when she pays what she paid, or did not and does not.
std::optional<Movement> movement(const Payments& payments, int month, bool paid_ever) {
    const std::int64_t before = month == 0 ? 0 : payments.amount(month - 1);
    const std::int64_t now = payments.amount(month);
    if (before == now) return std::nullopt;
    if (before == 0) return paid_ever ? Movement::Reactivation : Movement::New;
    if (now == 0) return payments.paused(month) ? Movement::Paused : Movement::Churn;
    return now > before ? Movement::Expansion : Movement::Contraction;
}

struct Count {
    Payments payments;
    std::vector<RevenueMonth> months;

    void operator()(const Journey& journey) {
        if (!payments.read(journey)) return;
        bool paid_ever = false;
        for (int month = 0; month < payments.months(); ++month) {
            add(month, paid_ever);
            paid_ever |= payments.amount(month) > 0;
        }
    }
    void add(int month, bool paid_ever) {
        RevenueMonth& in = months[static_cast<std::size_t>(month)];
        const std::int64_t before = month == 0 ? 0 : payments.amount(month - 1);
        const std::int64_t now = payments.amount(month);
        in.customers += now > 0;
        in.amount += now;
        if (before > 0) {
            const auto lost = static_cast<double>(before - now);
            in.gross.add(static_cast<double>(before), std::max(lost, 0.0));
            in.net.add(static_cast<double>(before), lost);
        }
        if (const auto moved = movement(payments, month, paid_ever)) {
            Moved& sum = in.moved[static_cast<std::size_t>(*moved)];
            ++sum.customers;
            sum.amount += now - before;
        }
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < months.size(); ++i) {
            RevenueMonth& to = months[i];
            const RevenueMonth& from = other.months[i];
            to.customers += from.customers;
            to.amount += from.amount;
            to.gross.merge(from.gross);
            to.net.merge(from.net);
            for (std::size_t kind = 0; kind < kMovements; ++kind) {
                to.moved[kind].customers += from.moved[kind].customers;
                to.moved[kind].amount += from.moved[kind].amount;
            }
        }
    }
};

struct Find {
    Payments payments;
    std::optional<Movement> wanted;  // nothing: who pays
    int month;
    std::vector<CustomerCode> codes{};

    void operator()(const Journey& journey) {
        if (payments.read(journey) && matches()) codes.push_back(journey.code());
    }
    bool matches() const {
        if (!wanted) return payments.amount(month) > 0;
        bool paid_ever = false;
        for (int before = 0; before < month; ++before) paid_ever |= payments.amount(before) > 0;
        return movement(payments, month, paid_ever) == wanted;
    }
    void merge(const Find& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

}  // namespace

void LossSums::add(double paid, double lost) {
    x += paid;
    y += lost;
    xx += paid * paid;
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
                      std::vector<RevenueMonth>(static_cast<std::size_t>(months.size()))};
    return journey::fold(scope.snapshot, start, scope.options()).months;
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

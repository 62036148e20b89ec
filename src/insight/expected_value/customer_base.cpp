#include "insight/expected_value/customer_base.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace tsunagi::insight {

namespace {

using journey::Journey;
using journey::Scope;

constexpr std::uint16_t kMost = 0xffff;

struct Gather {
    const Scope* scope;
    int then;
    std::vector<Buyer> all{};

    void operator()(const Journey& journey) {
        Buyer buyer;
        bool counted = false;
        bool chosen = false;
        std::uint16_t today = 0;
        std::int64_t before = 0;  // today's lines so far: a credit note may come before the order
        for (const journey::Line line : journey.lines()) {
            if (line.delivery != 0 || line.day > scope->as_of()) continue;
            const auto day = static_cast<std::uint16_t>(line.day);
            if (std::exchange(today, day) != day) before = 0;
            if (line.head && !counted) {
                counted = true;
                chosen = scope->has(line.product) && scope->covers(line.day);
                buyer.first = buyer.last = day;
                if (line.day <= then) buyer.last_then = day;
            } else if (line.head && day != buyer.last) {
                buyer.last = day;
                if (buyer.repeats == 0) buyer.spent = before;
                buyer.repeats += buyer.repeats < kMost ? 1 : 0;
                if (line.day <= then) {
                    buyer.last_then = day;
                    buyer.repeats_then = buyer.repeats;
                }
            }
            before += line.amount;
            if (buyer.repeats > 0) buyer.spent += line.amount;
        }
        if (!chosen) return;
        buyer.code = journey.code();
        if (all.empty()) all.reserve(scope->view().size());  // untouched memory costs nothing
        all.push_back(buyer);
    }
    // Each worker met her customers in the order of their codes.
    void merge(const Gather& other) {
        std::vector<Buyer> both;
        both.reserve(all.size() + other.all.size());
        std::ranges::merge(all, other.all, std::back_inserter(both), {}, &Buyer::code,
                           &Buyer::code);
        all = std::move(both);
    }
};

PurchaseHistory history_of(std::uint16_t repeats, int first, int last, int end) {
    return {.repeats = repeats,
            .last = static_cast<float>(last - first),
            .watched = static_cast<float>(end - first)};
}

}  // namespace

PurchaseHistory Buyer::history(int as_of) const { return history_of(repeats, first, last, as_of); }

PurchaseHistory Buyer::history_then(int day) const {
    return history_of(repeats_then, first, last_then, day);
}

std::optional<Spending> Buyer::spending() const {
    if (repeats == 0 || spent <= 0) return std::nullopt;
    return Spending{.purchases = repeats,
                    .mean = static_cast<double>(spent) / static_cast<double>(repeats)};
}

std::vector<Buyer> buyers_without_contract(const Scope& scope, int then) {
    return journey::fold(scope.snapshot, Gather{&scope, then}, scope.options()).all;
}

Expectations::Expectations(const BgNbd& model, double time)
    : model_(model), time_(time), known_(kRepeats) {}

double Expectations::if_alive(const PurchaseHistory& history) {
    const auto days = static_cast<std::size_t>(history.watched);
    if (history.repeats >= kRepeats || days >= kDays) {
        return expected_if_alive(model_, history.repeats, history.watched, time_);
    }
    auto& row = known_[history.repeats];
    if (row.size() <= days) row.resize(days + 1, -1);
    double& known = row[days];
    if (known < 0) {
        known = expected_if_alive(model_, history.repeats, history.watched, time_);
    }
    return known;
}

}  // namespace tsunagi::insight

#include "insight/cross_sell/pairs.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

namespace tsunagi::insight {

namespace {

using journey::Journey;
using journey::OrderLane;
using journey::Row;
using journey::Scope;

constexpr std::size_t kWide = kMostPairedProducts;
using Marks = std::array<std::uint64_t, kWide / 64>;

// Calls each(rank, day) for every line that was bought in the scope's days.
template <class Each>
void each_bought(const Scope& scope, const RankedProducts& products, const Journey& journey,
                 Each each) {
    auto lines = journey.lines();
    if (!scope.whole_time()) lines = lines.between(scope.from, scope.to);
    const OrderLane& lane = lines.lane();
    for (Row row = lines.first(); row < lines.last(); ++row) {
        if ((lane.flags[row] & OrderLane::kVoid) != 0) continue;
        each(products.rank(lane.product[row]), lane.day_at(row));
    }
}

struct CountLines {
    std::vector<std::uint32_t> lines;  // by product number

    void operator()(const Journey& journey) {
        for (const journey::Line line : journey.lines()) {
            ++lines[static_cast<std::size_t>(line.product)];
        }
    }
    void merge(const CountLines& other) {
        for (std::size_t i = 0; i < lines.size(); ++i) lines[i] += other.lines[i];
    }
};

// Counters of 16 bits stay in the cache; they are poured out before one can overflow.
struct CountPairs {
    static constexpr std::uint32_t kMostPending = std::numeric_limits<std::uint16_t>::max();

    const Scope* scope;
    const RankedProducts* products;
    std::vector<std::uint32_t> counts = std::vector<std::uint32_t>(kWide * kWide);
    std::vector<std::uint16_t> recent = std::vector<std::uint16_t>(kWide * kWide);
    std::uint32_t pending = 0;
    std::int64_t customers = 0;

    void operator()(const Journey& journey) {
        Marks marks{};
        bool any = false;
        each_bought(*scope, *products, journey, [&](std::uint16_t rank, int) {
            any = true;
            if (rank != RankedProducts::kNone) marks[rank / 64] |= std::uint64_t{1} << (rank % 64);
        });
        customers += any;
        std::array<std::uint16_t, kWide> mine;  // NOLINT: filled up to `size`
        std::size_t size = 0;
        for (std::size_t word = 0; word < marks.size(); ++word) {
            for (std::uint64_t rest = marks[word]; rest != 0; rest &= rest - 1) {
                const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
                mine[size++] = static_cast<std::uint16_t>(word * 64 + bit);
            }
        }
        for (std::size_t a = 0; a < size; ++a) {
            std::uint16_t* row = recent.data() + mine[a] * kWide;
            for (std::size_t b = a; b < size; ++b) ++row[mine[b]];
        }
        if (++pending == kMostPending) pour();
    }
    void pour() {
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += recent[i];
        std::ranges::fill(recent, std::uint16_t{0});
        pending = 0;
    }
    void merge(const CountPairs& other) {
        customers += other.customers;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            counts[i] += other.counts[i] + other.recent[i];
        }
    }
};

struct CountOrders {
    const Scope* scope;
    const RankedProducts* products;
    std::span<const ProductPair> pairs;
    std::size_t span;
    std::vector<std::uint32_t> gaps;  // pair, days
    std::vector<PairOrder> orders;
    std::vector<std::uint16_t> first = std::vector<std::uint16_t>(kWide);

    void operator()(const Journey& journey) {
        Marks marks{};
        each_bought(*scope, *products, journey, [&](std::uint16_t rank, int day) {
            if (rank == RankedProducts::kNone) return;
            const std::uint64_t bit = std::uint64_t{1} << (rank % 64);
            if ((marks[rank / 64] & bit) != 0) return;
            marks[rank / 64] |= bit;
            first[rank] = static_cast<std::uint16_t>(day);
        });
        const auto has = [&](std::size_t rank) {
            return (marks[rank / 64] >> (rank % 64) & 1) != 0;
        };
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            if (!has(pairs[i].a) || !has(pairs[i].b)) continue;
            const int gap = first[pairs[i].b] - first[pairs[i].a];
            orders[i].a_first += gap > 0;
            orders[i].b_first += gap < 0;
            ++gaps[i * span + static_cast<std::size_t>(std::abs(gap))];
        }
    }
    void merge(const CountOrders& other) {
        for (std::size_t i = 0; i < gaps.size(); ++i) gaps[i] += other.gaps[i];
        for (std::size_t i = 0; i < orders.size(); ++i) {
            orders[i].a_first += other.orders[i].a_first;
            orders[i].b_first += other.orders[i].b_first;
        }
    }
};

// Of a histogram by days without its first cell.
std::optional<double> median_after_0(std::span<const std::uint32_t> days) {
    const std::int64_t all = std::accumulate(days.begin() + 1, days.end(), std::int64_t{0});
    if (all == 0) return std::nullopt;
    std::size_t day = 0;
    std::int64_t seen = 0;
    while (seen < (all + 1) / 2) seen += days[++day];
    std::size_t next = day;
    while (seen < all / 2 + 1) seen += days[++next];
    return static_cast<double>(day + next) / 2;
}

}  // namespace

RankedProducts::RankedProducts(const Scope& scope) {
    const auto numbers = static_cast<std::size_t>(scope.words().products.size());
    const auto lines = journey::fold(scope.snapshot,
                                     CountLines{std::vector<std::uint32_t>(numbers)},
                                     scope.options())
                           .lines;
    for (std::size_t number = 0; number < numbers; ++number) {
        if (lines[number] > 0) number_.push_back(static_cast<int>(number));
    }
    std::ranges::sort(number_, [&](int a, int b) {
        const auto left = lines[static_cast<std::size_t>(a)];
        const auto right = lines[static_cast<std::size_t>(b)];
        return left != right ? left > right : a < b;
    });
    all_ = number_.size() <= kMostPairedProducts;
    if (!all_) number_.resize(kMostPairedProducts);
    rank_.assign(numbers, kNone);
    for (std::size_t rank = 0; rank < number_.size(); ++rank) {
        rank_[static_cast<std::size_t>(number_[rank])] = static_cast<std::uint16_t>(rank);
    }
}

PairCounts::PairCounts(const Scope& scope, const RankedProducts& products) {
    auto done = journey::fold(scope.snapshot, CountPairs{&scope, &products}, scope.options());
    done.pour();
    customers_ = done.customers;
    counts_ = std::move(done.counts);
}

std::vector<PairOrder> orders_of(const Scope& scope, const RankedProducts& products,
                                 std::span<const ProductPair> pairs) {
    const auto& extent = scope.view().base->orders.extent;
    const int first = std::min(extent.first, scope.view().delta->part.orders.extent.first);
    const auto span = static_cast<std::size_t>(std::max(0, scope.as_of() - first) + 1);
    const CountOrders none{&scope,
                           &products,
                           pairs,
                           span,
                           std::vector<std::uint32_t>(pairs.size() * span),
                           std::vector<PairOrder>(pairs.size())};
    auto done = journey::fold(scope.snapshot, none, scope.options());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        done.orders[i].median_days = median_after_0(std::span(done.gaps).subspan(i * span, span));
    }
    return done.orders;
}

}  // namespace tsunagi::insight

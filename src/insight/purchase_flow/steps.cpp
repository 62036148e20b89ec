#include "insight/purchase_flow/steps.h"

#include "insight/buyers.h"
#include "journey/kernels.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace tsunagi::insight {

namespace {

using journey::Journey;
using journey::OrderLane;
using journey::Row;
using journey::Scope;

template <class T>
void add_each(std::vector<T>& to, const std::vector<T>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

std::size_t index(int number) { return static_cast<std::size_t>(number); }

// Calls each(FirstOrders) for every journey of a run with an order that counts.
template <class Each>
void each_first_orders(const journey::Run& run, Each each) {
    constexpr std::uint32_t kTogether = 256;
    std::array<std::uint32_t, kTogether> heads;
    const OrderLane& lane = run.orders();
    for (std::uint32_t first = 0; first < run.size(); first += kTogether) {
        const std::uint32_t count = std::min(kTogether, run.size() - first);
        const Row* offsets = run.order_offsets() + first;
        journey::kernel.heads_of_each(lane.day.data(), offsets, count, heads.data());
        for (std::uint32_t i = 0; i < count; ++i) {
            const journey::Range<OrderLane> lines(lane, offsets[i], offsets[i + 1]);
            const bool all_seen = std::popcount(heads[i]) >= kSteps || lines.size() <= 32;
            if (all_seen && heads[i] == 0) continue;
            const FirstOrders orders = all_seen ? FirstOrders(lines, heads[i]) : FirstOrders(lines);
            if (orders.count > 0) each(orders);
        }
    }
}

struct CountProducts {
    const Scope* scope;
    std::array<std::vector<std::uint32_t>, kSteps> counts;  // by product number

    void operator()(const Journey& journey) {
        const FirstOrders orders(journey.lines());
        if (orders.count > 0) add(orders);
    }
    static bool takes_runs() { return true; }
    void operator()(const journey::Run& run) {
        each_first_orders(run, [this](const FirstOrders& orders) { add(orders); });
    }
    void add(const FirstOrders& orders) {
        if (!scope->covers(orders.day[0]) || !scope->has(orders.product[0])) return;
        for (int step = 0; step < kSteps; ++step) {
            counts[index(step)][index(orders.product[index(step)])] += step < orders.count ? 1 : 0;
        }
    }
    void merge(const CountProducts& other) {
        for (std::size_t step = 0; step < kSteps; ++step) {
            add_each(counts[step], other.counts[step]);
        }
    }
};

// The median of a histogram of days.
std::optional<double> median(const std::uint32_t* days, std::size_t span) {
    const std::int64_t total = std::accumulate(days, days + span, std::int64_t{0});
    if (total == 0) return std::nullopt;
    std::int64_t seen = 0;
    std::size_t day = 0;
    const auto reach = [&](std::int64_t rank) {
        while (seen + days[day] < rank) seen += days[day++];
        return static_cast<double>(day);
    };
    const double lower = reach((total + 1) / 2);
    return (lower + reach(total / 2 + 1)) / 2;
}

struct CountSteps {
    const StepPlaces* places;
    std::size_t span;  // of days between orders
    std::vector<std::uint32_t> ways{};
    std::array<std::vector<Onward>, kSteps - 1> from{};
    std::array<std::vector<std::uint32_t>, kSteps - 1> gaps{};  // from, to, days
    std::int64_t customers = 0;

    CountSteps(const StepPlaces& all, int most_days)
        : places(&all), span(index(most_days) + 1),
          ways(index(all.count(0)) * index(all.count(1)) * index(all.count(2) + 1)) {
        for (int step = 0; step + 1 < kSteps; ++step) {
            const auto size = index(all.count(step)) * index(all.count(step + 1));
            from[index(step)].resize(index(all.count(step)));
            gaps[index(step)].resize(size * span);
        }
    }
    // The last place of the third step stands for "no second order, so no third".
    std::size_t way(int first, int second, int third) const {
        return (index(first) * index(places->count(1)) + index(second)) *
                   index(places->count(2) + 1) +
               index(third);
    }
    void operator()(const Journey& journey) {
        const FirstOrders orders(journey.lines());
        if (places->counts(orders)) add(orders, journey.as_of());
    }
    static bool takes_runs() { return true; }
    void operator()(const journey::Run& run) {
        each_first_orders(run, [&](const FirstOrders& orders) {
            if (places->counts(orders)) add(orders, run.as_of());
        });
    }
    void add(const FirstOrders& orders, int as_of) {
        ++customers;
        std::array<int, kSteps> place{};
        for (int step = 0; step < kSteps; ++step) {
            place[index(step)] = places->place(orders, step, as_of).value_or(places->count(step));
        }
        ++ways[way(place[0], place[1], place[2])];
        for (int step = 0; step + 1 < kSteps && step < orders.count; ++step) {
            onward(orders, step, place, as_of);
        }
    }
    void onward(const FirstOrders& orders, int step, const std::array<int, kSteps>& place,
                int as_of) {
        Onward& here = from[index(step)][index(place[index(step)])];
        const bool ripe = as_of - orders.day[index(step)] >= places->days();
        ++here.customers;
        here.ripe += ripe;
        if (step + 1 >= orders.count) return;
        const int gap = orders.day[index(step) + 1] - orders.day[index(step)];
        ++here.again;
        here.within += ripe && gap <= places->days();
        const auto pair = index(place[index(step)]) * index(places->count(step + 1)) +
                          index(place[index(step) + 1]);
        ++gaps[index(step)][pair * span + index(gap)];
    }
    void merge(const CountSteps& other) {
        add_each(ways, other.ways);
        customers += other.customers;
        for (std::size_t step = 0; step < from.size(); ++step) {
            add_each(gaps[step], other.gaps[step]);
            for (std::size_t i = 0; i < from[step].size(); ++i) {
                from[step][i].customers += other.from[step][i].customers;
                from[step][i].ripe += other.from[step][i].ripe;
                from[step][i].within += other.from[step][i].within;
                from[step][i].again += other.from[step][i].again;
            }
        }
    }
};

std::vector<Way> ways_of(const CountSteps& counts) {
    std::vector<Way> ways;
    const StepPlaces& places = *counts.places;
    for (int first = 0; first < places.count(0); ++first) {
        for (int second = 0; second < places.count(1); ++second) {
            for (int third = 0; third <= places.count(2); ++third) {
                const std::uint32_t customers = counts.ways[counts.way(first, second, third)];
                if (customers == 0) continue;
                const bool ended = third == places.count(2);
                ways.push_back({{first, second, ended ? 0 : third}, ended ? 2 : 3, customers});
            }
        }
    }
    std::ranges::sort(ways, [](const Way& a, const Way& b) {
        return a.customers != b.customers ? a.customers > b.customers : a.place < b.place;
    });
    return ways;
}

}  // namespace

FirstOrders::FirstOrders(const journey::Range<OrderLane>& lines) {
    const auto* days = lines.lane().day.data();
    for (Row row = lines.first(); row < lines.last(); ++row) {
        if ((days[row] & OrderLane::kHead) == 0) continue;
        day[index(count)] = lines.lane().day_at(row);
        product[index(count)] = lines.lane().product[row];
        if (++count == kSteps) return;
    }
}

FirstOrders::FirstOrders(const journey::Range<OrderLane>& lines, std::uint32_t heads)
    : count(std::min(std::popcount(heads), kSteps)) {
    const OrderLane& lane = lines.lane();
    Row row = lines.first();
    for (std::size_t step = 0; step < kSteps; ++step) {
        if (heads != 0) row = lines.first() + static_cast<Row>(std::countr_zero(heads));
        day[step] = lane.day_at(row);
        product[step] = lane.product[row];
        heads &= heads - 1;
    }
}

StepPlaces::StepPlaces(const Scope& scope, int most, int days) : scope_(&scope), days_(days) {
    const auto products = index(scope.words().products.size());
    CountProducts start{&scope, {}};
    for (auto& counts : start.counts) counts.resize(products);
    const auto done = fold(scope.snapshot, start, scope.options());
    for (std::size_t step = 0; step < kSteps; ++step) {
        const auto& counts = done.counts[step];
        auto& tops = tops_[step];
        for (std::size_t product = 0; product < products; ++product) {
            if (counts[product] > 0) tops.push_back(static_cast<int>(product));
        }
        std::ranges::sort(tops, [&](int a, int b) {
            return counts[index(a)] != counts[index(b)] ? counts[index(a)] > counts[index(b)]
                                                        : a < b;
        });
        if (tops.size() > index(most)) tops.resize(index(most));
        place_[step].assign(products, static_cast<std::uint8_t>(tops.size()));
        for (std::size_t i = 0; i < tops.size(); ++i) {
            place_[step][index(tops[i])] = static_cast<std::uint8_t>(i);
        }
    }
}

std::optional<int> StepPlaces::place(const FirstOrders& orders, int step, int as_of) const {
    if (step < orders.count) return place_[at(step)][at(orders.product[at(step)])];
    if (step > orders.count) return std::nullopt;
    const bool had_time = as_of - orders.day[at(step) - 1] >= days_;
    return others(step) + (had_time ? 1 : 2);
}

std::int64_t StepPlaces::key(const journey::Words& words, int step, int place) const {
    const int over = place - others(step);
    if (over < 0) return words.products.id(tops_[at(step)][at(place)]);
    return over == 0   ? static_cast<std::int64_t>(Instead::Others)
           : over == 1 ? static_cast<std::int64_t>(Instead::NoneYet)
                       : static_cast<std::int64_t>(Instead::MayStill);
}

StepCounts count_steps(const Scope& scope, const StepPlaces& places) {
    const int first = std::min(scope.view().base->orders.extent.first,
                               scope.view().delta->part.orders.extent.first);
    const auto counts = fold(scope.snapshot, CountSteps(places, std::max(0, scope.as_of() - first)),
                             scope.options());
    StepCounts answer{.ways = ways_of(counts),
                      .from = counts.from,
                      .median_days = {},
                      .customers = counts.customers};
    std::vector<std::uint32_t> all(counts.span);
    for (int step = 0; step + 1 < kSteps; ++step) {
        const auto next = index(places.count(step + 1));
        for (std::size_t from = 0; from < index(places.count(step)); ++from) {
            std::ranges::fill(all, 0u);
            for (std::size_t to = 0; to < next; ++to) {
                const auto* days = &counts.gaps[index(step)][(from * next + to) * counts.span];
                answer.median_days[index(step)].push_back(median(days, counts.span));
                for (std::size_t day = 0; day < counts.span; ++day) all[day] += days[day];
            }
            answer.from[index(step)][from].median_days = median(all.data(), all.size());
        }
    }
    return answer;
}

}  // namespace tsunagi::insight

#include "insight/delivery_table.h"

namespace tsunagi::insight {

namespace {

using journey::EventKind;
using journey::Journey;
using journey::Scope;

// One pass over the events without a branch on what happened: the cell of the delivery that waits
// is charged with each event in one of four columns, of which the last is never read. Cell 0 of
// group 0 takes what no delivery waits for.
struct CountWaitings {
    const Scope* scope;
    SplitBy split;
    bool all_spells;  // neither days nor products are filtered
    std::vector<std::uint32_t> counts;

    static constexpr std::uint32_t kColumns = 4;

    // Every subscription begins with an event that says so: whose it is does not matter.
    bool takes_runs() const {
        return all_spells && (split == SplitBy::None || split == SplitBy::Product);
    }
    void operator()(const journey::Run& run) {
        count(0, run.events(), [](const auto&) { return true; });
    }
    void operator()(const Journey& journey) {
        const auto events = journey.events();
        if (events.empty()) return;
        const std::uint32_t own = own_group(journey);
        if (all_spells) {
            count(own, events, [](const auto&) { return true; });
        } else {
            bool wanted = false;
            bool between = true;
            count(own, events, [&](const journey::Event& event) {
                between |= event.first;
                if (between) wanted = scope->covers(event.day);
                between = event.kind == EventKind::Cancelled;
                return wanted && scope->has(event.product);
            });
        }
    }

    template <class Wanted>
    void count(std::uint32_t own, const journey::Range<journey::EventLane>& events, Wanted wanted) {
        // What an event of each kind tells of the delivery that waits.
        static constexpr std::uint8_t kColumn[8] = {3, 1, 3, 3, 3, 3, 2, 3};
        // Which kinds end the waiting.
        static constexpr std::uint8_t kEnds[8] = {0, 1, 0, 0, 0, 0, 1, 0};
        const bool by_product = split == SplitBy::Product;
        std::uint32_t* cells = counts.data();
        std::uint32_t waiting = 0;
        for (const journey::Event event : events) {
            const auto kind = static_cast<std::size_t>(event.kind);
            ++cells[waiting + (event.first ? 0u : kColumn[kind])];
            const auto group = by_product ? static_cast<std::uint32_t>(event.product) : own;
            const auto number = static_cast<std::uint32_t>(
                std::min(event.delivery, kMostDeliveries - 1));
            const std::uint32_t cell = (group * kMostDeliveries + number) * kColumns;
            // Every event is shown to `wanted`: it follows where spells begin.
            const bool asked = wanted(event);
            const bool delivered = event.kind == EventKind::Delivered && asked;
            const bool ends = kEnds[kind] != 0 || event.first;
            waiting = delivered ? cell : ends ? 0 : waiting;
        }
        ++cells[waiting];
    }

    std::uint32_t own_group(const Journey& journey) const {
        if (split == SplitBy::Medium) return static_cast<std::uint32_t>(journey.medium());
        if (split == SplitBy::Prefecture) return static_cast<std::uint32_t>(journey.prefecture());
        return 0;
    }

    void merge(const CountWaitings& other) {
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
    }
};

int groups_of(const Scope& scope, SplitBy split) {
    switch (split) {
        case SplitBy::Product: return scope.words().products.size();
        case SplitBy::Medium: return scope.words().media.size();
        case SplitBy::Prefecture: return scope.words().prefectures.size();
        case SplitBy::None: break;
    }
    return 1;
}

}  // namespace

DeliveryTable::DeliveryTable(int groups)
    : groups_(groups), cells_(static_cast<std::size_t>(groups * kMostDeliveries)) {}

DeliveryTable delivery_table(const Scope& scope, SplitBy split) {
    DeliveryTable table(groups_of(scope, split));
    const auto size = static_cast<std::size_t>(table.groups() * kMostDeliveries) * 4;
    const CountWaitings start{.scope = &scope,
                              .split = split,
                              .all_spells = scope.whole_time() && scope.product.empty(),
                              .counts = std::vector<std::uint32_t>(size)};
    const auto done = fold(scope.snapshot, start, scope.options());
    for (int group = 0; group < table.groups(); ++group) {
        for (int delivery = 1; delivery < kMostDeliveries; ++delivery) {
            const auto at = static_cast<std::size_t>(group * kMostDeliveries + delivery) * 4;
            table.cell(group, delivery) = {.open = done.counts[at],
                                           .continued = done.counts[at + 1],
                                           .cancelled = done.counts[at + 2]};
        }
    }
    return table;
}

}  // namespace tsunagi::insight

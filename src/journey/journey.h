// A Journey is everything one customer did, in time order: her order lines, the events of her
// subscriptions, her contacts, and the calls that she gave up before anybody answered. An analysis
// is a value that looks at one journey at a time and merges with its like; `fold` shows it all of
// them.
//
//   struct Repeaters {                                  // how many customers ordered twice?
//       std::int64_t count = 0;
//       void operator()(const Journey& journey) {
//           int orders = 0;
//           for (const Line line : journey.lines()) orders += line.head;
//           count += orders >= 2;
//       }
//       void merge(const Repeaters& other) { count += other.count; }
//   };
//   const auto today = fold(snapshot, Repeaters{});
//   const auto in_may = fold({snapshot.view, may_31}, Repeaters{}, {.only = &tokyo});
//
// The same analysis serves all customers (a report) and one (`fold_one`: an event just came), on
// any day using only what was known then. What it does not read is not loaded.
//
// An analysis of short journeys may spend more on going from one to the next than on their rows.
// If it can tell them apart by the rows alone it may take a Run at once, wherever nothing is hidden
// and nobody is left out:
//
//   bool takes_runs() const;          // of this question
//   void operator()(const Run&);      // the same as all of its journeys one by one
#pragma once

#include "journey/bitmap.h"
#include "journey/view.h"
#include "journey/window.h"

#include <atomic>
#include <concepts>
#include <functional>
#include <memory>
#include <vector>

namespace tsunagi::journey {

class Journey {
public:
    Journey(const Part& part, std::uint32_t index, CustomerCode code, Window& window)
        : part_(&part), index_(index), code_(code), window_(&window) {}

    CustomerCode code() const { return code_; }
    std::int64_t customer_id() const { return part_->people.id[index_]; }
    int medium() const { return part_->people.medium[index_]; }
    int prefecture() const { return part_->people.prefecture[index_]; }
    int registered_on() const { return part_->people.registered_on[index_]; }
    int birth_year() const { return part_->people.birth_year[index_]; }  // 0: not told
    Sex sex() const { return static_cast<Sex>(part_->people.sex[index_]); }
    int rank() const { return part_->people.rank[index_]; }
    bool present() const { return part_->people.present[index_] != 0; }
    int as_of() const { return window_->as_of(); }

    // A range lives until the next range of the same type is asked for.
    Range<OrderLane> lines() const { return window_->look(part_->orders, index_); }
    Range<EventLane> events() const { return window_->look(part_->events, index_); }
    Range<TouchLane> touches() const { return window_->look(part_->touches, index_); }
    Range<TouchLane> given_up() const { return window_->look(part_->given_up, index_); }

private:
    const Part* part_;
    std::uint32_t index_;
    CustomerCode code_;
    Window* window_;
};

// Consecutive journeys of a part, nothing of whose lanes is hidden: their rows stand one after the
// other.
class Run {
public:
    Run(const Part& part, std::uint32_t index, CustomerCode code, std::uint32_t count, int as_of)
        : part_(&part), index_(index), code_(code), count_(count), as_of_(as_of) {}

    CustomerCode code() const { return code_; }  // of the first
    std::uint32_t size() const { return count_; }
    int as_of() const { return as_of_; }
    const OrderLane& orders() const { return part_->orders; }
    // Rows of the journey code() + i: from [i] to [i + 1].
    const Row* order_offsets() const { return part_->orders.offsets.data() + index_; }
    // Of all journeys.
    Range<EventLane> events() const {
        const EventLane& lane = part_->events;
        return {lane, lane.offsets[index_], lane.offsets[index_ + count_]};
    }

private:
    const Part* part_;
    std::uint32_t index_;
    CustomerCode code_;
    std::uint32_t count_;
    int as_of_;
};

template <class Analysis>
concept TakesRuns = requires(Analysis analysis, const Run& run) {
    { analysis.takes_runs() } -> std::same_as<bool>;
    analysis(run);
};

// What a reader holds: the journeys, and the day they are looked at.
struct Snapshot {
    std::shared_ptr<const View> view;
    Day as_of;
};

struct FoldOptions {
    const Bitmap* only = nullptr;  // these customers; null: all of them
    int threads = 2;
};

// Runs work(0) … work(threads - 1) at the same time; rethrows the first failure.
void on_threads(int threads, const std::function<void(int)>& work);

// Shows `analysis` the journeys of all customers; the unknown customer is not one of them.
// Each worker's state lives on its own stack while it runs: side by side in memory, small states
// would share cache lines and two threads would be slower than one.
template <class Analysis>
Analysis fold(const Snapshot& snapshot, const Analysis& analysis, FoldOptions options = {}) {
    constexpr CustomerCode kMorsel = 8192;
    const View& view = *snapshot.view;
    const Bitmap* only = options.only;
    std::atomic<CustomerCode> next{1};
    std::vector<Analysis> results(static_cast<std::size_t>(options.threads), analysis);
    on_threads(options.threads, [&](int worker) {
        alignas(128) Analysis state = std::move(results[static_cast<std::size_t>(worker)]);
        Window window(snapshot.as_of);
        for (CustomerCode first = 0; (first = next.fetch_add(kMorsel)) < view.size();) {
            view.each_run(
                first, std::min(view.size(), first + kMorsel),
                [&](const Part& part, std::uint32_t index, CustomerCode code, CustomerCode count) {
                    if constexpr (TakesRuns<Analysis>) {
                        const bool all = only == nullptr && window.shows_all(part.orders) &&
                                         window.shows_all(part.events) &&
                                         window.shows_all(part.touches);
                        if (all && state.takes_runs()) {
                            return state(Run(part, index, code, count, window.as_of()));
                        }
                    }
                    for (CustomerCode i = 0; i < count; ++i) {
                        if (only != nullptr && !only->test(code + i)) continue;
                        state(Journey(part, index + i, code + i, window));
                    }
                });
        }
        results[static_cast<std::size_t>(worker)] = std::move(state);
    });
    for (std::size_t i = 1; i < results.size(); ++i) results[0].merge(results[i]);
    return std::move(results[0]);
}

// The same for one customer; code 0 shows the orders and contacts of unknown customers.
template <class Analysis>
Analysis fold_one(const Snapshot& snapshot, CustomerCode code, Analysis analysis) {
    Window window(snapshot.as_of);
    const View::Place at = snapshot.view->place(code);
    analysis(Journey(*at.part, at.index, code, window));
    return analysis;
}

}  // namespace tsunagi::journey

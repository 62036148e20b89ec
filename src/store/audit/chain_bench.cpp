// Figures of the chain on an SQLite file with synchronous=FULL: events with and without it, sealing
// the items of a large import behind the writes, as the sealer does it, what a small write waits
// meanwhile, and verifying.
#include "base/system.h"
#include "store/audit/event.h"
#include "store/audit/verify.h"
#include "store/sqlite_database.h"

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>

namespace tsunagi::store::audit {
namespace {

constexpr std::int64_t kItems = 100'000;
constexpr std::int64_t kEvents = 10'000;
constexpr std::size_t kAtOnce = 1000;  // as sealer.cpp

class BenchTrail {
public:
    explicit BenchTrail(std::int64_t imported = kItems) {
        auto pattern = (std::filesystem::temp_directory_path() / "tsunagi-bench-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw Error(Code::Unavailable, "no folder for a benchmark");
        folder_ = pattern;
        database_ = std::make_unique<SqliteDatabase>(
            SqliteDatabaseOptions{.file = folder_ / "bench.db"}, clock_,
            std::span<const Migration>());
        std::vector<BulkItem> items;
        for (std::int64_t i = 1; i <= imported; ++i) {
            items.push_back({"customer", i, i, i, R"({"name":"佐藤 花子","prefecture":"東京都"})"});
        }
        if (items.empty()) return;
        database_->write({Actor::Kind::Import, 1},
                         [&](Tx& tx) { tx.changed_in_bulk("customer", items); });
    }
    ~BenchTrail() {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }
    BenchTrail(const BenchTrail&) = delete;
    BenchTrail& operator=(const BenchTrail&) = delete;

    SqliteDatabase& database() { return *database_; }
    void seal() {
        while (seal_some(*database_, random_, kAtOnce) > 0) {
        }
    }
    // Events a second, `at_once` in each write.
    double events_per_s(std::int64_t at_once, bool sealed) {
        Event event;
        event.user_id = 3;
        event.user_name = "佐藤 健";
        event.kind = "viewed";
        event.operation = "get_customer";
        event.entity = "customer";
        const auto began = clock_.steady_us();
        for (std::int64_t written = 0; written < kEvents; written += at_once) {
            database_->write({Actor::Kind::User, 3}, [&](Tx& tx) {
                for (std::int64_t i = 0; i < at_once; ++i) note(tx, event);
            });
            if (sealed) seal();
        }
        return double(kEvents) * 1e6 / double(clock_.steady_us() - began);
    }
    double small_write_ms() {
        const auto began = clock_.steady_us();
        database_->write({}, [](Tx& tx) { tx.changed({.entity = "contact", .id = 1}); });
        return double(clock_.steady_us() - began) / 1000.0;
    }

private:
    SystemClock clock_;
    SystemRandom random_;
    std::filesystem::path folder_;
    std::unique_ptr<SqliteDatabase> database_;
};

// The same events into two databases, into one of them with the sealing of each write behind it on
// the same thread: the whole price of the chain, none of it hidden by another core.
void events_with_and_without_the_chain(benchmark::State& state) {
    for (auto _ : state) {
        BenchTrail without(0);
        BenchTrail with(0);
        const auto plain = without.events_per_s(state.range(0), false);
        const auto chained = with.events_per_s(state.range(0), true);
        state.counters["plain_per_s"] = plain;
        state.counters["chained_per_s"] = chained;
        state.counters["ratio"] = chained / plain;
    }
}
BENCHMARK(events_with_and_without_the_chain)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(1)
    ->Arg(1)
    ->Arg(100)
    ->Arg(1000);

void seal_an_import(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        BenchTrail trail;
        state.ResumeTiming();
        trail.seal();
    }
    state.SetItemsProcessed(state.iterations() * kItems);
}
BENCHMARK(seal_an_import)->Unit(benchmark::kMillisecond)->UseRealTime();

// The longest and the median of small writes while an import is being sealed, and without.
void write_while_sealing(benchmark::State& state) {
    for (auto _ : state) {
        BenchTrail trail;
        std::vector<double> alone;
        for (int i = 0; i < 100; ++i) alone.push_back(trail.small_write_ms());
        std::atomic<bool> sealed = false;
        std::thread sealer([&] {
            trail.seal();
            sealed = true;
        });
        std::vector<double> waited;
        while (!sealed) waited.push_back(trail.small_write_ms());
        sealer.join();
        std::ranges::sort(alone);
        std::ranges::sort(waited);
        state.counters["alone_p50_ms"] = alone[alone.size() / 2];
        state.counters["alone_p99_ms"] = alone[alone.size() * 99 / 100];
        state.counters["sealing_p50_ms"] = waited[waited.size() / 2];
        state.counters["sealing_p99_ms"] = waited[waited.size() * 99 / 100];
    }
}
BENCHMARK(write_while_sealing)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

void verify_an_import(benchmark::State& state) {
    BenchTrail trail;
    trail.seal();
    for (auto _ : state) {
        const auto found = trail.database().read([](Reader& reader) { return verify(reader, {}); });
        if (!found.findings.empty()) state.SkipWithError("the trail is bent");
    }
    state.SetItemsProcessed(state.iterations() * kItems);
}
BENCHMARK(verify_an_import)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace tsunagi::store::audit

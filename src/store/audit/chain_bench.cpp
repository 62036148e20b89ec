// Figures of the chain on an SQLite file with synchronous=FULL: sealing the items of a large import
// behind the writes, as the sealer does it, what a small write waits meanwhile, and verifying.
#include "base/system.h"
#include "store/audit/verify.h"
#include "store/sqlite_database.h"

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>

namespace tsunagi::store::audit {
namespace {

constexpr std::int64_t kItems = 100'000;
constexpr std::size_t kAtOnce = 1000;  // as sealer.cpp

class BenchTrail {
public:
    BenchTrail() {
        auto pattern = (std::filesystem::temp_directory_path() / "tsunagi-bench-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw Error(Code::Unavailable, "no folder for a benchmark");
        folder_ = pattern;
        database_ = std::make_unique<SqliteDatabase>(
            SqliteDatabaseOptions{.file = folder_ / "bench.db"}, clock_,
            std::span<const Migration>());
        std::vector<BulkItem> items;
        for (std::int64_t i = 1; i <= kItems; ++i) {
            items.push_back({"customer", i, i, i, R"({"name":"佐藤 花子","prefecture":"東京都"})"});
        }
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

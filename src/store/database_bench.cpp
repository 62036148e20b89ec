// Figures of the store on an SQLite file with synchronous=FULL, in the folder for temporary files:
// rows of a bulk insert, one write with its change, the same by many clients at once, a point read.
#include "base/system.h"
#include "store/sqlite_database.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tsunagi::store {

namespace {

constexpr Migration kLines[] = {{1, "bench/0001_line", R"(
CREATE TABLE line (order_id {int} NOT NULL, position {int} NOT NULL, product_id {int} NOT NULL,
    quantity {int} NOT NULL, unit_price {int} NOT NULL, amount {int} NOT NULL,
    PRIMARY KEY (order_id, position)) {strict_without_rowid};
CREATE TABLE note (id {id}, customer_id {int} NOT NULL, text {text} NOT NULL) {strict};
CREATE INDEX note_customer ON note (customer_id);)"}};
constexpr Statement kInsert{
    "bench", "INSERT INTO note (id, customer_id, text) VALUES (:id, :customer_id, :text)", {}};
constexpr Statement kFind{"bench", "SELECT text FROM note WHERE id = :id", {}};
constexpr std::array<std::string_view, 6> kColumns{"order_id", "position",   "product_id",
                                                   "quantity", "unit_price", "amount"};
constexpr std::array<std::string_view, 3> kNoteColumns{"id", "customer_id", "text"};

class BenchFile {
public:
    BenchFile() {
        auto pattern = (std::filesystem::temp_directory_path() / "tsunagi-bench-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw Error(Code::Unavailable, "no folder for a benchmark");
        folder_ = pattern;
        database_ = std::make_unique<SqliteDatabase>(
            SqliteDatabaseOptions{.file = folder_ / "bench.db", .readers = 8}, clock_, kLines);
    }
    ~BenchFile() {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }
    BenchFile(const BenchFile&) = delete;
    BenchFile& operator=(const BenchFile&) = delete;
    SqliteDatabase& operator*() { return *database_; }

private:
    SystemClock clock_;
    std::filesystem::path folder_;
    std::unique_ptr<SqliteDatabase> database_;
};

class Lines final : public BulkRows {
public:
    Lines(std::int64_t first_order, std::int64_t count) : order_(first_order), left_(count) {}
    bool next(std::vector<Value>& row) override {
        if (left_-- == 0) return false;
        const auto position = left_ % 4;
        order_ += position == 3 ? 1 : 0;
        row[0] = order_;
        row[1] = 3 - position;
        row[2] = left_ % 97;
        row[3] = std::int64_t{1};
        row[4] = std::int64_t{29'800'000};
        row[5] = std::int64_t{2980};
        return true;
    }

private:
    std::int64_t order_;
    std::int64_t left_;
};

void bulk_insert(benchmark::State& state) {
    constexpr std::int64_t kRows = 200'000;
    BenchFile file;
    std::int64_t order = 1;
    for (auto _ : state) {
        (*file).write({}, [&](Tx& tx) {
            Lines lines(order, kRows);
            tx.bulk_insert("line", kColumns, lines);
        });
        order += kRows;
    }
    state.SetItemsProcessed(state.iterations() * kRows);
}
BENCHMARK(bulk_insert)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(2);

void add_note(Database& database, std::int64_t customer) {
    database.write({}, [&](Tx& tx) {
        const auto id = tx.next_ids("note");
        tx.run(kInsert, {{"id", id}, {"customer_id", customer}, {"text", "解約のご相談"}});
        tx.changed({.entity = "note", .id = id, .customer_id = customer, .after = "{}"});
    });
}

// Every thread is a client that waits for its write; the counter is the 99th percentile.
void write_by_clients(benchmark::State& state) {
    static std::unique_ptr<BenchFile> file;
    if (state.thread_index() == 0) file = std::make_unique<BenchFile>();
    const SystemClock clock;
    std::vector<std::int64_t> waits;
    for (auto _ : state) {
        const auto begin = clock.steady_ms();
        add_note(**file, state.thread_index());
        waits.push_back(clock.steady_ms() - begin);
    }
    std::ranges::sort(waits);
    const auto p99 = waits.empty() ? 0 : waits[waits.size() * 99 / 100];
    state.counters["p99_ms"] = benchmark::Counter(double(p99), benchmark::Counter::kAvgThreads);
    state.SetItemsProcessed(state.iterations());
    if (state.thread_index() == 0) file.reset();
}
BENCHMARK(write_by_clients)->Threads(1)->Threads(64)->UseRealTime();

class Notes final : public BulkRows {
public:
    explicit Notes(std::int64_t count) : count_(count) {}
    bool next(std::vector<Value>& row) override {
        if (at_ == count_) return false;
        row[0] = ++at_;
        row[1] = at_ % 1000;
        row[2] = "a note of some length, as people write them";
        return true;
    }

private:
    std::int64_t count_;
    std::int64_t at_ = 0;
};

void point_read(benchmark::State& state) {
    constexpr std::int64_t kRows = 100'000;
    BenchFile file;
    (*file).write({}, [&](Tx& tx) {
        Notes notes(kRows);
        tx.bulk_insert("note", kNoteColumns, notes);
    });
    std::int64_t id = 1;
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            (*file).read([&](Reader& reader) { return reader.text(kFind, {{"id", id}}); }));
        id = 1 + (id + 7919) % kRows;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(point_read)->UseRealTime();

}  // namespace

}  // namespace tsunagi::store

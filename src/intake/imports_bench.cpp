// Order lines a second, end to end: a CSV made here, planned and applied to an empty SQLite shop
// with synchronous=FULL, with normal forms, duplicate check, search index and change log. One new
// customer per 20 lines, as many orders, 4,000 products. And the CSV reader alone.
#include "base/system.h"
#include "intake/imports.h"
#include "intake/migrations.h"
#include "record/migrations.h"
#include "store/shops.h"

#include <benchmark/benchmark.h>

#include <filesystem>

namespace tsunagi::intake {
namespace {

std::string line_of(std::int64_t n) {
    const auto order = n / 20;
    return std::to_string(order) + ",2026-01-02 10:00:00,C" + std::to_string(order) + ",佐藤 花子" +
           std::to_string(order) + ",サトウ ハナコ,090-" + std::to_string(1000 + order % 9000) +
           "-" + std::to_string(1000 + order / 9000) + ",hanako" + std::to_string(order) +
           "@example.jp,SKU" + std::to_string(n % 4000) + ",うるおい化粧水,1,2.55\n";
}

constexpr std::string_view kHeader = "注文番号,注文日時,顧客番号,氏名,フリガナ,電話番号,"
                                     "メールアドレス,商品コード,商品名,数量,単価\n";

std::string rows_of(std::int64_t from, std::int64_t to) {
    std::string text;
    for (auto n = from; n < to; ++n) text += line_of(n);
    return text;
}

void BM_ImportOrderLines(benchmark::State& state) {
    const auto lines = state.range(0);
    const SystemClock clock;
    SystemRandom random;
    for (auto _ : state) {
        state.PauseTiming();
        const auto folder = std::filesystem::temp_directory_path() /
                            ("bench_" + random_token(random, 6));
        std::vector<store::Migration> migrations(record::sql::migrations().begin(),
                                                 record::sql::migrations().end());
        migrations.insert(migrations.end(), sql::migrations().begin(), sql::migrations().end());
        {
            store::Shops shops({.data_folder = folder}, clock, {}, migrations);
            auto& db = shops.create_shop({1});
            Imports imports(db, shops.files({1}) / "imports", clock, random);
            auto upload = imports.begin_upload();
            upload.write(kHeader);
            for (std::int64_t n = 0; n < lines; n += 20'000) {
                upload.write(rows_of(n, std::min(n + 20'000, lines)));
            }
            const auto import = imports.finish_upload(std::move(upload), Viewer{}, "bench.csv");
            state.ResumeTiming();
            const auto begun = clock.steady_ms();
            imports.begin(import.id, Step::Plan);
            imports.run(import.id);
            const auto planned = clock.steady_ms();
            imports.begin(import.id, Step::Apply);
            const auto applied = imports.run(import.id);
            const auto done = clock.steady_ms();
            state.PauseTiming();
            if (applied.state != ImportState::Applied) state.SkipWithError("not applied");
            const auto rate = [&](std::int64_t ms) {
                return static_cast<double>(lines) * 1000 /
                       static_cast<double>(std::max<std::int64_t>(ms, 1));
            };
            state.counters["plan_lines_per_s"] = rate(planned - begun);
            state.counters["apply_lines_per_s"] = rate(done - planned);
            state.counters["lines_per_s"] = rate(done - begun);
        }
        std::filesystem::remove_all(folder);
        state.ResumeTiming();
    }
}
BENCHMARK(BM_ImportOrderLines)->Arg(500'000)->Unit(benchmark::kMillisecond)->Iterations(1);

void BM_CsvReader(benchmark::State& state) {
    const auto text = rows_of(0, 400'000);
    for (auto _ : state) {
        CsvReader reader(std::make_unique<TextSource>(text), {});
        CsvRow row;
        std::size_t cells = 0;
        while (reader.next(row)) cells += row.cells.size();
        benchmark::DoNotOptimize(cells);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}
BENCHMARK(BM_CsvReader)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tsunagi::intake

// What fitting the model of non-contractual purchases costs, on made-up histories the size of the
// paper's CDNOW sample (2,357) and of a large shop (a million).
//
// With TSUNAGI_CDNOW naming cdnow_customers_summary.csv (ID, x, t_x, T in weeks) the real sample is
// fitted too and its parameters are printed: r .243, alpha 4.414, a .793, b 2.426, LL -9582.4.
#include "insight/bg_nbd.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace tsunagi::insight {
namespace {

class Shares {
public:
    double next() {
        state_ = state_ * 48271 % 2147483647;
        return static_cast<double>(state_) / 2147483647;
    }

private:
    std::uint64_t state_ = 20240229;
};

// Drawn from the model itself with r = 1 and alpha = 20 weeks; chances to stop as squared shares.
std::vector<PurchaseHistory> drawn(std::int64_t n) {
    std::vector<PurchaseHistory> histories;
    Shares shares;
    for (std::int64_t i = 0; i < n; ++i) {
        const double gap = 20 / -std::log(shares.next());
        const double stops = std::pow(shares.next(), 2);
        PurchaseHistory history{
            .repeats = 0, .last = 0, .watched = static_cast<float>(27 + 12 * shares.next())};
        for (double now = -gap * std::log(shares.next()); now <= history.watched;) {
            ++history.repeats;
            history.last = static_cast<float>(now);
            if (shares.next() < stops) break;
            now -= gap * std::log(shares.next());
        }
        histories.push_back(history);
    }
    return histories;
}

void report(benchmark::State& state, const std::vector<PurchaseHistory>& histories) {
    const int threads = static_cast<int>(state.range(0));
    std::optional<BgNbd> model;
    for (auto _ : state) model = fit_bg_nbd(histories, threads);
    if (!model) return state.SkipWithError("there is no maximum");
    state.counters["r"] = model->r;
    state.counters["alpha"] = model->alpha;
    state.counters["a"] = model->a;
    state.counters["b"] = model->b;
    state.counters["LL"] = model->log_likelihood;
    state.counters["n"] = static_cast<double>(model->n);
}

void fit_drawn(benchmark::State& state) { report(state, drawn(state.range(1))); }

void fit_cdnow(benchmark::State& state) {
    const char* path = std::getenv("TSUNAGI_CDNOW");
    if (path == nullptr) return state.SkipWithError("TSUNAGI_CDNOW is not set");
    std::ifstream file(path);
    std::vector<PurchaseHistory> histories;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::ranges::replace(line, ',', ' ');
        std::istringstream words(line);
        std::int64_t id = 0;
        PurchaseHistory history;
        words >> id >> history.repeats >> history.last >> history.watched;
        histories.push_back(history);
    }
    report(state, histories);
}

BENCHMARK(fit_drawn)
    ->Args({1, 2357})
    ->Args({2, 2357})
    ->Args({2, 1'000'000})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(fit_cdnow)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace tsunagi::insight

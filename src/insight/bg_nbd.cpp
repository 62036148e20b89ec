#include "insight/bg_nbd.h"

#include "base/error.h"
#include "insight/minimise.h"
#include "insight/special_functions.h"
#include "journey/journey.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

// Log-likelihood and its slopes in r, alpha, a, b.
struct Sums {
    double value = 0;
    double r = 0, alpha = 0, a = 0, b = 0;

    void add(const Sums& other) {
        value += other.value;
        r += other.r;
        alpha += other.alpha;
        a += other.a;
        b += other.b;
    }
};

// Below, starting a thread costs more than it takes off.
constexpr std::size_t kFewForThreads = 4'000;

// How many histories have each number of repeats.
using Counts = std::vector<std::int64_t>;

// The terms of x alone, once for each x that occurs.
Sums terms_of_repeats(const BgNbd& at, const Counts& counts) {
    Sums sums;
    const double gamma_r = log_gamma(at.r) - at.r * std::log(at.alpha);
    const double slope_r = digamma(at.r) - std::log(at.alpha);
    const double beta = log_gamma(at.a + at.b) - log_gamma(at.b);
    const double slope_both = digamma(at.a + at.b);
    const double slope_b = digamma(at.b);
    for (std::size_t x = 0; x < counts.size(); ++x) {
        if (counts[x] == 0) continue;
        const auto n = static_cast<double>(counts[x]);
        const auto repeats = static_cast<double>(x);
        const double after = digamma(at.a + at.b + repeats);
        sums.value += n * (log_gamma(at.r + repeats) - gamma_r + beta + log_gamma(at.b + repeats) -
                           log_gamma(at.a + at.b + repeats));
        sums.r += n * (digamma(at.r + repeats) - slope_r);
        sums.alpha += n * at.r / at.alpha;
        sums.a += n * (slope_both - after);
        sums.b += n * (slope_both - slope_b + digamma(at.b + repeats) - after);
    }
    return sums;
}

// log(alpha + t), looked up where all times are whole and fewer than the histories: days are.
class LogTimes {
public:
    explicit LogTimes(std::span<const PurchaseHistory> histories) {
        float most = 0;
        for (const PurchaseHistory& history : histories) {
            if (history.last != std::floor(history.last)) return;
            if (history.watched != std::floor(history.watched)) return;
            most = std::max(most, history.watched);
        }
        const auto times = static_cast<std::size_t>(most) + 1;
        if (times < histories.size()) logs_.resize(times);
    }
    void set_alpha(double alpha) {
        alpha_ = alpha;
        for (std::size_t t = 0; t < logs_.size(); ++t) {
            logs_[t] = std::log(alpha + static_cast<double>(t));
        }
    }
    double of(float time) const {
        return logs_.empty() ? std::log(alpha_ + time) : logs_[static_cast<std::size_t>(time)];
    }

private:
    double alpha_ = 1;
    std::vector<double> logs_;
};

void add_history(const BgNbd& at, const PurchaseHistory& history, const LogTimes& logs,
                 Sums& sums) {
    const double x = history.repeats;
    const double power = at.r + x;
    const double end = at.alpha + history.watched;
    if (history.repeats == 0) {
        const double log_end = logs.of(history.watched);
        sums.value -= power * log_end;
        sums.r -= log_end;
        sums.alpha -= power / end;
        return;
    }
    const double last = at.alpha + history.last;
    const double log_last = logs.of(history.last);
    const double log_ratio = log_last - logs.of(history.watched);
    const double silent = std::exp(power * log_ratio);  // alive and silent, against stopped
    const double rest = at.b + x - 1;
    const double inverse = 1 / (silent + at.a / rest);
    sums.value -= power * log_last + std::log(inverse);
    sums.r += silent * log_ratio * inverse - log_last;
    sums.alpha += power * (silent * inverse * (1 / last - 1 / end) - 1 / last);
    sums.a += inverse / rest;
    sums.b -= at.a * inverse / (rest * rest);
}

Sums likelihood(const BgNbd& at, std::span<const PurchaseHistory> histories, const Counts& counts,
                LogTimes& logs, int threads) {
    logs.set_alpha(at.alpha);
    std::vector<Sums> parts(static_cast<std::size_t>(threads));
    journey::on_threads(threads, [&](int worker) {
        const auto k = static_cast<std::size_t>(worker);
        const std::size_t first = histories.size() * k / parts.size();
        const std::size_t last = histories.size() * (k + 1) / parts.size();
        Sums mine;
        for (const auto& one : histories.subspan(first, last - first)) {
            add_history(at, one, logs, mine);
        }
        parts[k] = mine;
    });
    Sums sums = terms_of_repeats(at, counts);
    for (const Sums& part : parts) sums.add(part);
    return sums;
}

// Steps that leap out of all reason are cut short before numbers overflow.
double from_log(double log) { return std::exp(std::clamp(log, -30.0, 30.0)); }

BgNbd at_logs(const std::vector<double>& logs) {
    return {.r = from_log(logs[0]),
            .alpha = from_log(logs[1]),
            .a = from_log(logs[2]),
            .b = from_log(logs[3])};
}

// Gauss's 2F1(a, b; c; z) for 0 <= z < 1 by its series.
double hypergeometric(double a, double b, double c, double z) {
    double term = 1;
    double sum = 1;
    for (int k = 0; k < 1'000'000; ++k) {
        term *= (a + k) * (b + k) / ((c + k) * (k + 1)) * z;
        sum += term;
        if (std::abs(term) < 1e-13 * std::abs(sum)) break;
    }
    return sum;
}

// The formulas divide by a - 1, though they have a limit there.
double away_from_one(double a) { return std::abs(a - 1) < 1e-6 ? 1 + 1e-6 : a; }

}  // namespace

std::optional<BgNbd> fit_bg_nbd(std::span<const PurchaseHistory> histories, int threads,
                                const BgNbd* near) {
    if (histories.size() < kFewForThreads) threads = 1;
    Counts counts;
    double watched = 0;
    for (const PurchaseHistory& history : histories) {
        ASSERT(0 <= history.last && history.last <= history.watched);
        if (history.repeats >= counts.size()) counts.resize(history.repeats + 1);
        ++counts[history.repeats];
        watched += history.watched;
    }
    if (counts.size() < 2) return std::nullopt;
    const auto n = static_cast<double>(histories.size());
    // A tenth of the mean watch is near alpha whatever the unit of time.
    std::vector<double> start{0, std::log(std::max(1e-3, watched / n / 10)), 0, 0};
    if (near != nullptr) {
        start = {std::log(near->r), std::log(near->alpha), std::log(near->a), std::log(near->b)};
    }
    LogTimes log_times(histories);
    const auto slope = [&](const std::vector<double>& logs, std::vector<double>& slopes) {
        const BgNbd at = at_logs(logs);
        const Sums sums = likelihood(at, histories, counts, log_times, threads);
        slopes = {-sums.r * at.r / n, -sums.alpha * at.alpha / n, -sums.a * at.a / n,
                  -sums.b * at.b / n};
        return -sums.value / n;
    };
    const Minimum minimum = minimise(slope, start);
    // Buyers who all stop with the same chance are best told by a and b without end: only their
    // ratio matters then, and any large ones say it.
    const auto beyond = [&](std::size_t i, double most) { return std::abs(minimum.at[i]) > most; };
    if (!minimum.found || beyond(0, 14) || beyond(1, 14) || beyond(2, 20) || beyond(3, 20)) {
        return std::nullopt;
    }
    BgNbd model = at_logs(minimum.at);
    model.log_likelihood = -minimum.value * n;
    model.n = std::ssize(histories);
    return model;
}

double expected_of_new(const BgNbd& model, double time) {
    const double a = away_from_one(model.a);
    const double power = std::pow(model.alpha / (model.alpha + time), model.r);
    const double series = hypergeometric(model.r, model.b, a + model.b - 1,
                                         time / (model.alpha + time));
    return (a + model.b - 1) / (a - 1) * (1 - power * series);
}

double chance_alive(const BgNbd& model, const PurchaseHistory& history) {
    if (history.repeats == 0) return 1;
    const double ratio = (model.alpha + history.watched) / (model.alpha + history.last);
    const double stopped = model.a / (model.b + history.repeats - 1) *
                           std::exp((model.r + history.repeats) * std::log(ratio));
    return 1 / (1 + stopped);
}

double expected_if_alive(const BgNbd& model, std::uint32_t repeats, double watched, double time) {
    const double a = away_from_one(model.a);
    const double x = repeats;
    const double end = model.alpha + watched;
    const double power = std::exp((model.r + x) * std::log(end / (end + time)));
    const double series = hypergeometric(model.r + x, model.b + x, a + model.b + x - 1,
                                         time / (end + time));
    return (a + model.b + x - 1) / (a - 1) * (1 - power * series);
}

}  // namespace tsunagi::insight

#include "insight/gamma_gamma.h"

#include "base/error.h"
#include "insight/minimise.h"
#include "insight/special_functions.h"
#include "journey/journey.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

struct Sums {
    double value = 0;
    double p = 0, q = 0, gamma = 0;
};

// A spending in units of the mean of all, so that gamma starts near 1 whatever the currency.
struct Spent {
    double x = 0;
    double sum = 0;
    double log_mean = 0;
    double log_sum = 0;
};

struct Spendings {
    std::vector<Spent> all;
    std::vector<std::int64_t> counts;  // by purchases
};

void add(const GammaGamma& at, const Spent& one, Sums& sums) {
    const auto& [x, sum, log_mean, log_sum] = one;
    const double whole = at.gamma + sum;
    const double log_whole = std::log(whole);
    sums.value += at.p * x * log_sum - log_mean - (at.p * x + at.q) * log_whole;
    sums.p += x * (log_sum - log_whole);
    sums.q -= log_whole;
    sums.gamma -= (at.p * x + at.q) / whole;
}

Sums terms_of_purchases(const GammaGamma& at, const std::vector<std::int64_t>& counts) {
    Sums sums;
    const double gamma_q = log_gamma(at.q) - at.q * std::log(at.gamma);
    const double slope_q = digamma(at.q) - std::log(at.gamma);
    for (std::size_t k = 1; k < counts.size(); ++k) {
        if (counts[k] == 0) continue;
        const auto n = static_cast<double>(counts[k]);
        const double shape = at.p * static_cast<double>(k);
        const double slope = digamma(shape + at.q);
        sums.value += n * (log_gamma(shape + at.q) - log_gamma(shape) - gamma_q);
        sums.p += n * static_cast<double>(k) * (slope - digamma(shape));
        sums.q += n * (slope - slope_q);
        sums.gamma += n * at.q / at.gamma;
    }
    return sums;
}

Sums likelihood(const GammaGamma& at, const Spendings& spendings, int threads) {
    std::vector<Sums> parts(static_cast<std::size_t>(threads));
    journey::on_threads(threads, [&](int worker) {
        const auto k = static_cast<std::size_t>(worker);
        const std::size_t first = spendings.all.size() * k / parts.size();
        const std::size_t last = spendings.all.size() * (k + 1) / parts.size();
        Sums mine;
        for (std::size_t i = first; i < last; ++i) add(at, spendings.all[i], mine);
        parts[k] = mine;
    });
    Sums sums = terms_of_purchases(at, spendings.counts);
    for (const Sums& part : parts) {
        sums.value += part.value;
        sums.p += part.p;
        sums.q += part.q;
        sums.gamma += part.gamma;
    }
    return sums;
}

// Steps that leap out of all reason are cut short before numbers overflow.
double from_log(double log) { return std::exp(std::clamp(log, -30.0, 30.0)); }

GammaGamma at_logs(const std::vector<double>& logs) {
    return {.p = from_log(logs[0]), .q = from_log(logs[1]), .gamma = from_log(logs[2])};
}

double mean_of(std::span<const Spending> all) {
    double sum = 0;
    for (const Spending& one : all) sum += one.mean;
    return sum / static_cast<double>(all.size());
}

Spendings in_units(std::span<const Spending> all, double unit) {
    Spendings spendings;
    spendings.all.reserve(all.size());
    for (const Spending& one : all) {
        ASSERT(one.purchases >= 1 && one.mean > 0);
        if (one.purchases >= spendings.counts.size()) spendings.counts.resize(one.purchases + 1);
        ++spendings.counts[one.purchases];
        const double x = one.purchases;
        const double mean = one.mean / unit;
        spendings.all.push_back({x, x * mean, std::log(mean), std::log(mean * x)});
    }
    return spendings;
}

}  // namespace

std::optional<GammaGamma> fit_gamma_gamma(std::span<const Spending> all, int threads) {
    if (all.size() < 2) return std::nullopt;
    const auto n = static_cast<double>(all.size());
    const double unit = mean_of(all);
    const Spendings spendings = in_units(all, unit);
    const auto slope = [&](const std::vector<double>& logs, std::vector<double>& slopes) {
        const GammaGamma at = at_logs(logs);
        const Sums sums = likelihood(at, spendings, threads);
        slopes = {-sums.p * at.p / n, -sums.q * at.q / n, -sums.gamma * at.gamma / n};
        return -sums.value / n;
    };
    const Minimum minimum = minimise(slope, {1, 1, 0});
    const auto far = [](double log) { return std::abs(log) > 14; };
    if (!minimum.found || std::ranges::any_of(minimum.at, far)) return std::nullopt;
    GammaGamma model = at_logs(minimum.at);
    model.gamma *= unit;
    model.log_likelihood = -minimum.value * n - n * std::log(unit);
    model.n = std::ssize(all);
    return model;
}

std::vector<double> scaled(const GammaGamma& model) {
    return {std::log(model.p), std::log(model.q), std::log(model.gamma)};
}

GammaGamma from_scaled_spending(const std::vector<double>& at) {
    return {.p = std::exp(at[0]), .q = std::exp(at[1]), .gamma = std::exp(at[2])};
}

// In units of the mean or of money: the logarithm of gamma bends alike.
std::vector<double> information_of(const GammaGamma& model, std::span<const Spending> all) {
    const double unit = mean_of(all);
    const Spendings spendings = in_units(all, unit);
    GammaGamma here = model;
    here.gamma /= unit;
    const auto slope = [&](const std::vector<double>& logs, std::vector<double>& slopes) {
        const GammaGamma at = from_scaled_spending(logs);
        const Sums sums = likelihood(at, spendings, 1);
        slopes = {-sums.p * at.p, -sums.q * at.q, -sums.gamma * at.gamma};
        return -sums.value;
    };
    return curvature_at(slope, scaled(here));
}

std::optional<double> expected_spending(const GammaGamma& model, const Spending& spending) {
    const double x = spending.purchases;
    const double degrees = model.p * x + model.q - 1;
    if (degrees <= 0) return std::nullopt;
    return model.p * (model.gamma + spending.mean * x) / degrees;
}

std::optional<double> expected_spending_of_new(const GammaGamma& model) {
    return expected_spending(model, {.purchases = 0, .mean = 0});
}

}  // namespace tsunagi::insight

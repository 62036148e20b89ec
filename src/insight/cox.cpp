#include "insight/cox.h"

#include "base/error.h"
#include "insight/cholesky.h"
#include "insight/rate.h"
#include "insight/special_functions.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tsunagi::insight {

namespace {

constexpr int kMostIterations = 40;
constexpr double kConverged = 1e-12;
constexpr double kWithoutEnd = 10;

// Rows from the longest lived to the shortest, properties around their means.
struct Sorted {
    std::size_t width = 0;
    std::vector<std::size_t> ends;  // of each distinct time
    std::vector<std::uint8_t> events;
    std::vector<float> properties;
    std::vector<double> spreads;  // standard deviation of each property
};

std::vector<std::uint32_t> order_of(std::span<const std::uint16_t> times, Sorted& sorted) {
    constexpr std::size_t kLast = 0xffff;
    std::vector<std::uint32_t> starts(kLast + 2);
    for (const std::uint16_t time : times) ++starts[kLast - time + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) {
        if (starts[i] > 0) sorted.ends.push_back(starts[i] + starts[i - 1]);
        starts[i] += starts[i - 1];
    }
    std::vector<std::uint32_t> order(times.size());
    for (std::uint32_t row = 0; row < times.size(); ++row) {
        order[starts[kLast - times[row]]++] = row;
    }
    return order;
}

Sorted sorted_of(const CoxRows& rows) {
    const std::size_t n = rows.times.size();
    const std::size_t width = rows.width;
    ASSERT(rows.events.size() == n && rows.properties.size() == n * width);
    Sorted sorted{.width = width,
                  .ends = {},
                  .events = std::vector<std::uint8_t>(n),
                  .properties = std::vector<float>(n * width),
                  .spreads = std::vector<double>(width)};
    const auto order = order_of(rows.times, sorted);
    std::vector<double> means(width);
    for (std::size_t i = 0; i < n * width; ++i) means[i % width] += rows.properties[i];
    for (double& mean : means) mean /= static_cast<double>(n);
    for (std::size_t i = 0; i < n; ++i) {
        sorted.events[i] = rows.events[order[i]];
        for (std::size_t j = 0; j < width; ++j) {
            const double off = rows.properties[order[i] * width + j] - means[j];
            sorted.properties[i * width + j] = static_cast<float>(off);
            sorted.spreads[j] += off * off;
        }
    }
    for (std::size_t j = 0; j < width; ++j) {
        double& spread = sorted.spreads[j];
        spread = std::sqrt(spread / static_cast<double>(n));
        // Constant but for rounding.
        if (spread > 1e-6 * std::abs(means[j])) continue;
        for (std::size_t i = 0; i < n; ++i) sorted.properties[i * width + j] = 0;
    }
    return sorted;
}

// Sums over people of w = exp(beta x), w x and the lower triangle of w x xᵗ.
struct Sums {
    double weight = 0;
    std::vector<double> first;
    std::vector<double> second;

    explicit Sums(std::size_t width) : first(width), second(width * (width + 1) / 2) {}
    void add(double w, const float* x) {
        weight += w;
        std::size_t at = 0;
        for (std::size_t j = 0; j < first.size(); ++j) {
            const double wx = w * x[j];
            first[j] += wx;
            for (std::size_t l = 0; l <= j; ++l) second[at++] += wx * x[l];
        }
    }
    void clear() {
        weight = 0;
        std::ranges::fill(first, 0.0);
        std::ranges::fill(second, 0.0);
    }
};

struct Likelihood {
    double value = 0;
    std::vector<double> gradient;
    std::vector<double> information;  // width × width, lower triangle

    explicit Likelihood(std::size_t width) : gradient(width), information(width * width) {}
};

// The denominators of `count` tied events: with f = k / count for k = 0 … count - 1 and
// i = 1 / (all - f tied), sums of i, f i, i², f i² and f² i².
struct Ties {
    double i = 0, fi = 0, ii = 0, fii = 0, ffii = 0, logs = 0;

    Ties(double all, double tied, int count) {
        for (int k = 0; k < count; ++k) {
            const double f = static_cast<double>(k) / count;
            const double inverse = 1 / (all - f * tied);
            logs += std::log(inverse);
            i += inverse;
            fi += f * inverse;
            ii += inverse * inverse;
            fii += f * inverse * inverse;
            ffii += f * f * inverse * inverse;
        }
    }
};

void add_ties(const Sums& all, const Sums& tied, int count, Likelihood& to) {
    const Ties t(all.weight, tied.weight, count);
    to.value += t.logs;
    const std::size_t width = all.first.size();
    std::size_t at = 0;
    for (std::size_t j = 0; j < width; ++j) {
        to.gradient[j] -= all.first[j] * t.i - tied.first[j] * t.fi;
        for (std::size_t l = 0; l <= j; ++l, ++at) {
            const double cross = all.first[j] * tied.first[l] + tied.first[j] * all.first[l];
            to.information[j * width + l] += all.second[at] * t.i - tied.second[at] * t.fi -
                                             all.first[j] * all.first[l] * t.ii + cross * t.fii -
                                             tied.first[j] * tied.first[l] * t.ffii;
        }
    }
}

Likelihood likelihood_at(const Sorted& rows, const std::vector<double>& beta) {
    const std::size_t width = rows.width;
    Likelihood found(width);
    Sums all(width);
    Sums tied(width);
    std::size_t row = 0;
    for (const std::size_t end : rows.ends) {
        int count = 0;
        tied.clear();
        for (; row < end; ++row) {
            const float* x = rows.properties.data() + row * width;
            double score = 0;
            for (std::size_t j = 0; j < width; ++j) score += x[j] * beta[j];
            const double weight = std::exp(score);
            all.add(weight, x);
            if (rows.events[row] == 0) continue;
            ++count;
            found.value += score;
            for (std::size_t j = 0; j < width; ++j) found.gradient[j] += x[j];
            tied.add(weight, x);
        }
        if (count > 0) add_ties(all, tied, count, found);
    }
    return found;
}

std::optional<CoxEffect> effect_of(double beta, double variance, double spread) {
    if (variance <= 0 || std::abs(beta) * spread > kWithoutEnd) return std::nullopt;
    const double error = std::sqrt(variance);
    return CoxEffect{.beta = beta,
                     .standard_error = error,
                     .p = normal_beyond(beta / error),
                     .hazard_ratio = std::exp(beta),
                     .low = std::exp(beta - kZ95 * error),
                     .high = std::exp(beta + kZ95 * error)};
}

}  // namespace

std::optional<Cox> fit_cox(const CoxRows& rows) {
    if (std::ranges::count(rows.events, 0) == std::ssize(rows.events)) return std::nullopt;
    const Sorted sorted = sorted_of(rows);
    std::vector<double> beta(rows.width);
    Likelihood here = likelihood_at(sorted, beta);
    Cox cox{.effects = {}, .log_likelihood_without = here.value};
    bool found = rows.width == 0;
    for (; !found && cox.iterations < kMostIterations; ++cox.iterations) {
        std::vector<double> step = Cholesky(here.information, rows.width).solve(here.gradient);
        std::vector<double> next(rows.width);
        Likelihood there(0);
        for (int halved = 0; halved < 20; ++halved) {
            for (std::size_t j = 0; j < rows.width; ++j) next[j] = beta[j] + step[j];
            there = likelihood_at(sorted, next);
            if (there.value >= here.value - kConverged * std::abs(here.value)) break;
            for (double& part : step) part /= 2;
        }
        if (!std::isfinite(there.value)) return std::nullopt;
        found = std::abs(there.value - here.value) <= kConverged * std::abs(here.value);
        beta = next;
        here = std::move(there);
    }
    if (!found) return std::nullopt;
    cox.log_likelihood = here.value;
    const Cholesky information(here.information, rows.width);
    const auto variances = information.diagonal_of_inverse();
    for (std::size_t j = 0; j < rows.width; ++j) {
        cox.effects.push_back(effect_of(beta[j], variances[j], sorted.spreads[j]));
    }
    if (information.rank() > 0) {
        cox.p = chi_square_above(2 * (here.value - cox.log_likelihood_without),
                                 static_cast<double>(information.rank()));
    }
    return cox;
}

}  // namespace tsunagi::insight

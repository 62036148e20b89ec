#include "insight/shrinkage.h"

#include "base/error.h"
#include "insight/special_functions.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

Homogeneity tested(double chi_square, std::int64_t degrees) {
    Homogeneity found{.chi_square = chi_square, .degrees = degrees};
    found.p = chi_square_above(chi_square, static_cast<double>(degrees));
    found.more_than_noise = *found.p < 0.05;
    return found;
}

struct Pool {
    double events = 0;
    double n = 0;
    std::int64_t groups = 0;

    double share() const { return events / n; }
};

Pool pool_of(std::span<const Rate> rates) {
    Pool pool;
    for (const Rate& rate : rates) {
        pool.events += static_cast<double>(rate.events);
        pool.n += static_cast<double>(rate.n);
        pool.groups += rate.n > 0 ? 1 : 0;
    }
    return pool;
}

// Sum of n (rate - mean)².
double weighted_squares(std::span<const Rate> rates, double mean) {
    double sum = 0;
    for (const Rate& rate : rates) {
        if (rate.n == 0) continue;
        const double off = *rate.value - mean;
        sum += static_cast<double>(rate.n) * off * off;
    }
    return sum;
}

}  // namespace

Homogeneity homogeneity_of(std::span<const Rate> rates) {
    const Pool pool = pool_of(rates);
    if (pool.groups < 2) return {};
    const double noise = pool.share() * (1 - pool.share());
    if (noise <= 0) return {};
    return tested(weighted_squares(rates, pool.share()) / noise, pool.groups - 1);
}

std::optional<ShrunkEffects> shrink_effects(std::span<const Effect> effects) {
    if (effects.empty()) return std::nullopt;
    double weights = 0;
    double squares = 0;
    double sum = 0;
    for (const Effect& effect : effects) {
        ASSERT(effect.error > 0);
        const double weight = 1 / (effect.error * effect.error);
        weights += weight;
        squares += weight * weight;
        sum += weight * effect.value;
    }
    double q = 0;
    for (const Effect& effect : effects) {
        const double off = (effect.value - sum / weights) / effect.error;
        q += off * off;
    }
    ShrunkEffects shrunk;
    const auto degrees = static_cast<std::int64_t>(effects.size()) - 1;
    double spread2 = 0;
    if (degrees > 0) {
        shrunk.homogeneity = tested(q, degrees);
        spread2 = std::max(0.0, (q - static_cast<double>(degrees)) / (weights - squares / weights));
    }
    double random_weights = 0;
    double random_sum = 0;
    for (const Effect& effect : effects) {
        const double weight = 1 / (effect.error * effect.error + spread2);
        random_weights += weight;
        random_sum += weight * effect.value;
    }
    shrunk.mean = random_sum / random_weights;
    shrunk.mean_error = std::sqrt(1 / random_weights);
    shrunk.spread = std::sqrt(spread2);
    for (const Effect& effect : effects) {
        const double error2 = effect.error * effect.error;
        const double kept = spread2 / (spread2 + error2);
        const double value = shrunk.mean + kept * (effect.value - shrunk.mean);
        // The common mean is itself an estimate; without spread its error is all there is.
        const double own = kept * error2;
        const double common = (1 - kept) * shrunk.mean_error;
        const double reach = kZ95 * std::sqrt(own + common * common);
        shrunk.effects.push_back({.value = value, .low = value - reach, .high = value + reach});
    }
    return shrunk;
}

}  // namespace tsunagi::insight

#include "insight/lift.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tsunagi::insight {

Cell lift_cell(std::int64_t both, std::int64_t a, std::int64_t b, std::int64_t all) {
    if (both == 0) return {.value = 0, .n = 0, .immature = true};
    const auto [n_ab, n_a, n_b, n] = std::array{static_cast<double>(both), static_cast<double>(a),
                                                static_cast<double>(b), static_cast<double>(all)};
    const double value = n * n_ab / (n_a * n_b);
    const double variance = 1 / n_ab - 1 / n_a - 1 / n_b + 2 * n_ab / (n_a * n_b) - 1 / n;
    const double factor = std::exp(kZ95 * std::sqrt(std::max(0.0, variance)));
    return {.value = value,
            .low = value / factor,
            .high = value * factor,
            .n = both,
            .immature = both < kFew};
}

}  // namespace tsunagi::insight

#include "insight/scale_mean.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

ScaleMean scale_mean_of(std::span<const std::int64_t> counts) {
    ASSERT(counts.size() >= 2);
    ScaleMean mean;
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto step = static_cast<double>(i + 1);
        const auto n = static_cast<double>(counts[i]);
        mean.n += counts[i];
        sum += n * step;
        squares += n * step * step;
    }
    mean.few = mean.n < kFew;
    if (mean.n == 0) return mean;
    mean.value = sum / static_cast<double>(mean.n);
    constexpr double kAdded = kZ95 * kZ95 / 2;  // at each end
    const auto last = static_cast<double>(counts.size());
    const double n = static_cast<double>(mean.n) + 2 * kAdded;
    const double centre = (sum + kAdded * (1 + last)) / n;
    const double variance = (squares + kAdded * (1 + last * last)) / n - centre * centre;
    const double reach = kZ95 * std::sqrt(std::max(0.0, variance) / n);
    mean.low = std::clamp(centre - reach, 1.0, *mean.value);
    mean.high = std::clamp(centre + reach, *mean.value, last);
    return mean;
}

}  // namespace tsunagi::insight

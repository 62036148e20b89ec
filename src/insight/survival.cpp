#include "insight/survival.h"

#include "base/error.h"
#include "insight/rate.h"

#include <cmath>

namespace tsunagi::insight {

std::vector<Survival> kaplan_meier(std::span<const RiskSet> sets) {
    std::vector<Survival> curve;
    double value = 1;
    double variance = 0;
    double last_high = 1;  // while anybody was left
    double high_at_end = 1;
    for (const RiskSet& set : sets) {
        ASSERT(0 <= set.events && set.events <= set.at_risk);
        const auto n = static_cast<double>(set.at_risk);
        const auto d = static_cast<double>(set.events);
        if (set.events > 0) value *= 1 - d / n;
        if (set.events == set.at_risk && set.events > 0) value = 0;
        if (set.events > 0 && value > 0) variance += d / (n * (n - d));
        Survival point{.value = value, .low = value, .high = value};
        if (value == 1) point.low = 1 - rate_of(0, set.at_risk).high.value_or(1);
        if (value == 0 && set.events > 0) {
            high_at_end = last_high * rate_of(0, set.at_risk).high.value_or(1);
        }
        if (value == 0) point.high = high_at_end;
        if (value > 0 && value < 1) {
            point.standard_error = value * std::sqrt(variance);
            const double width = kZ95 * std::sqrt(variance) / std::log(value);
            point.low = std::pow(value, std::exp(-width));
            point.high = std::pow(value, std::exp(width));
        }
        if (value > 0) last_high = point.high;
        curve.push_back(point);
    }
    return curve;
}

}  // namespace tsunagi::insight

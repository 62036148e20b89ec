#include "insight/cumulative_incidence.h"

#include "base/error.h"
#include "insight/rate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tsunagi::insight {

namespace {

// One reason on its way through time; the squares of F(t) - F(u) are kept multiplied out, so a step
// costs the same however many came before.
class Course {
public:
    void step(double n, double d, double of_reason, double survival) {
        value_ += survival * of_reason / n;
        if (d < n) {
            const double greenwood = d / (n * (n - d));
            plain_ += greenwood;
            once_ += value_ * greenwood;
            twice_ += value_ * value_ * greenwood;
        }
        own_ += survival * survival * of_reason * (n - of_reason) / (n * n * n);
        const double mixed = survival * of_reason / (n * n);
        mixed_ += mixed;
        mixed_once_ += value_ * mixed;
    }
    Incidence now() const {
        Incidence point{.value = value_, .low = value_, .high = value_};
        const double from_all = value_ * value_ * plain_ - 2 * value_ * once_ + twice_;
        const double variance = from_all + own_ - 2 * (value_ * mixed_ - mixed_once_);
        point.standard_error = std::sqrt(std::max(0.0, variance));
        if (value_ > 0 && value_ < 1) {
            const double width = kZ95 * point.standard_error / (value_ * std::log(value_));
            point.low = std::pow(value_, std::exp(-width));
            point.high = std::pow(value_, std::exp(width));
        }
        return point;
    }

private:
    double value_ = 0;
    double plain_ = 0;
    double once_ = 0;
    double twice_ = 0;
    double own_ = 0;
    double mixed_ = 0;
    double mixed_once_ = 0;
};

}  // namespace

CumulativeIncidence cumulative_incidence(std::span<const CompetingRiskSet> sets) {
    CumulativeIncidence found;
    const std::size_t reasons = sets.empty() ? 0 : sets[0].events.size();
    std::vector<Course> courses(reasons);
    found.reasons.resize(reasons);
    double survival = 1;
    for (const CompetingRiskSet& set : sets) {
        const auto all = std::accumulate(set.events.begin(), set.events.end(), std::int64_t{0});
        ASSERT(set.events.size() == reasons && 0 <= all && all <= set.at_risk);
        const auto n = static_cast<double>(set.at_risk);
        const auto d = static_cast<double>(all);
        for (std::size_t k = 0; k < reasons; ++k) {
            const auto of_reason = static_cast<double>(set.events[k]);
            if (all > 0) courses[k].step(n, d, of_reason, survival);
            found.reasons[k].push_back(courses[k].now());
            Incidence& point = found.reasons[k].back();
            if (point.value == 0) point.high = rate_of(0, set.at_risk).high.value_or(1);
        }
        if (all > 0) survival = all == set.at_risk ? 0 : survival * (1 - d / n);
        found.survival.push_back(survival);
    }
    return found;
}

}  // namespace tsunagi::insight

#include "insight/control_limits.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

constexpr double kSigmas = 3;
constexpr double kRangeOfTwo = 1.128;  // the mean range of two normal values
constexpr int kRun = 8;

double error_of(const Rate& rate, double mean) {
    return std::sqrt(mean * (1 - mean) / static_cast<double>(rate.n));
}

double laney(std::span<const Rate> rates, double mean) {
    double sum = 0;
    double last = 0;
    int seen = 0;
    for (const Rate& rate : rates) {
        if (rate.n == 0) continue;
        const double z = (*rate.value - mean) / error_of(rate, mean);
        if (seen++ > 0) sum += std::abs(z - last);
        last = z;
    }
    return std::max(1.0, sum / (seen - 1) / kRangeOfTwo);
}

// Side of the mean, over and over: how long the last ones stood on one.
class Run {
public:
    int with(double off) {
        const int side = off > 0 ? 1 : off < 0 ? -1 : 0;
        length_ = side != 0 && side == side_ ? length_ + 1 : 1;
        side_ = side;
        return side_ * length_;
    }

private:
    int side_ = 0;
    int length_ = 0;
};

Signal signal_of(const Rate& rate, const ControlPoint& point, int run) {
    if (*rate.value > point.high) return Signal::Above;
    if (*rate.value < point.low) return Signal::Below;
    if (run >= kRun) return Signal::RunAbove;
    if (run <= -kRun) return Signal::RunBelow;
    return Signal::None;
}

}  // namespace

ControlChart control_limits(std::span<const Rate> rates, Widening widening, std::size_t baseline) {
    const auto base = baseline == 0 ? rates : rates.first(std::min(baseline, rates.size()));
    std::int64_t events = 0;
    std::int64_t n = 0;
    std::size_t counted = 0;
    for (const Rate& rate : base) {
        events += rate.events;
        n += rate.n;
        counted += rate.n > 0 ? 1 : 0;
    }
    ControlChart chart;
    if (counted < kFewestPoints) return chart;
    chart.mean = static_cast<double>(events) / static_cast<double>(n);
    const bool varies = chart.mean > 0 && chart.mean < 1;
    if (widening == Widening::Laney && varies) chart.widening = laney(base, chart.mean);
    Run run;
    for (const Rate& rate : rates) {
        ControlPoint point;
        if (rate.n > 0) {
            const double reach = kSigmas * chart.widening * error_of(rate, chart.mean);
            point.low = std::max(0.0, chart.mean - reach);
            point.high = std::min(1.0, chart.mean + reach);
            point.signal = signal_of(rate, point, run.with(*rate.value - chart.mean));
        }
        chart.points.push_back(point);
    }
    return chart;
}

}  // namespace tsunagi::insight

#include "insight/control_limits.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

constexpr double kSigmas = 3;
constexpr double kRangeOfTwo = 1.128;  // the mean range of two normal values
constexpr double kIndividuals = 2.66;  // kSigmas / kRangeOfTwo, as it is printed
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

// Nothing of fewer than kFewestPoints with somebody.
std::optional<ControlChart> chart_of(std::span<const Rate> base, Widening widening) {
    std::int64_t events = 0;
    std::int64_t n = 0;
    std::size_t counted = 0;
    for (const Rate& rate : base) {
        events += rate.events;
        n += rate.n;
        counted += rate.n > 0 ? 1 : 0;
    }
    if (counted < kFewestPoints) return std::nullopt;
    ControlChart chart;
    chart.mean = static_cast<double>(events) / static_cast<double>(n);
    const bool varies = chart.mean > 0 && chart.mean < 1;
    if (widening == Widening::Laney && varies) chart.widening = laney(base, chart.mean);
    return chart;
}

ControlPoint limits_at(const ControlChart& chart, const Rate& rate) {
    if (rate.n == 0) return {};
    const double reach = kSigmas * chart.widening * error_of(rate, chart.mean);
    return {.low = std::max(0.0, chart.mean - reach), .high = std::min(1.0, chart.mean + reach)};
}

void judge(std::span<const Rate> rates, ControlChart& chart) {
    Run run;
    for (const Rate& rate : rates) {
        ControlPoint point = limits_at(chart, rate);
        if (rate.n > 0) point.signal = signal_of(rate, point, run.with(*rate.value - chart.mean));
        chart.points.push_back(point);
    }
}

// Takes points that lie outside what `limits` finds of the others out of `base`, until none does.
// Gives what was found last; nothing when that is nothing from the beginning.
template <class Point, class Limits, class IsOutside>
auto revised(std::vector<Point>& base, const Limits& limits, const IsOutside& is_outside) {
    const std::size_t fewest = std::max(kFewestPoints, base.size() / 2 + 1);
    auto found = limits(std::span<const Point>(base));
    while (found) {
        auto left = base;
        std::erase_if(left, [&](const Point& point) { return is_outside(*found, point); });
        if (left.size() == base.size() || left.size() < fewest) break;
        auto again = limits(std::span<const Point>(left));
        if (!again) break;
        base = std::move(left);
        found = std::move(again);
    }
    return found;
}

std::optional<IndividualLimits> individual_limits(std::span<const double> counts) {
    if (counts.size() < kFewestPoints) return std::nullopt;
    double sum = counts.front();
    double moved = 0;
    for (std::size_t i = 1; i < counts.size(); ++i) {
        sum += counts[i];
        moved += std::abs(counts[i] - counts[i - 1]);
    }
    const double mean = sum / static_cast<double>(counts.size());
    const double reach = kIndividuals * moved / static_cast<double>(counts.size() - 1);
    return IndividualLimits{mean, std::max(0.0, mean - reach), mean + reach};
}

}  // namespace

ControlChart control_limits(std::span<const Rate> rates, Widening widening, std::size_t baseline) {
    auto chart = chart_of(baseline == 0 ? rates : rates.first(std::min(baseline, rates.size())),
                          widening);
    if (!chart) return {};
    judge(rates, *chart);
    return *std::move(chart);
}

ControlChart stable_limits(std::span<const Rate> rates, Widening widening) {
    std::vector<Rate> base(rates.begin(), rates.end());
    std::erase_if(base, [](const Rate& rate) { return rate.n == 0; });
    if (!base.empty()) base.pop_back();
    const auto counted = std::ssize(base);
    auto chart = revised(
        base, [&](std::span<const Rate> left) { return chart_of(left, widening); },
        [](const ControlChart& found, const Rate& rate) {
            const ControlPoint point = limits_at(found, rate);
            return *rate.value > point.high || *rate.value < point.low;
        });
    if (!chart) return {};
    chart->taken_out = counted - std::ssize(base);
    judge(rates, *chart);
    return *std::move(chart);
}

std::optional<IndividualLimits> stable_limits(std::span<const double> counts) {
    std::vector<double> base(counts.begin(), counts.end());
    if (!base.empty()) base.pop_back();
    return revised(base, individual_limits, [](const IndividualLimits& found, double count) {
        return found.signal_of(count) != Signal::None;
    });
}

}  // namespace tsunagi::insight

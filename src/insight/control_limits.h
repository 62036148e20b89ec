// The limits within which a rate moves by itself: p-chart, and Laney's p' chart.
//
// p-chart: W. A. Shewhart, "Economic Control of Quality of Manufactured Product", 1931: mean ± 3 s,
// s = sqrt(mean (1 - mean) / n) of each point. Large n makes s so small that ordinary differences
// between months stand outside; D. B. Laney, "Improved control charts for attributes", Quality
// Engineering 14 (2002) 531-537, widens s by the spread that neighbouring points really have:
// sigma_z = mean |z(i) - z(i-1)| / 1.128 with z = (rate - mean) / s.
// Runs: eight in a row on one side of the mean (Western Electric, "Statistical Quality Control
// Handbook", 1956).
// Individuals chart, of counts: D. J. Wheeler, D. S. Chambers, "Understanding Statistical Process
// Control", 1992: mean ± 2.66 × mean difference of neighbours.
//
// What happened once, a price rise or the months of the start, would widen the limits so far that
// it stands inside them. Stable limits are revised as D. C. Montgomery does in phase I
// ("Introduction to Statistical Quality Control", 7th ed. 2013, sections 6.2.1 and 7.2.1): points
// outside the limits are taken out of mean and spread, and the limits are drawn again for all
// points, until none of those left is outside. It ends earlier where fewer than kFewestPoints, or
// not more than half of all, would be left: then there is no stable part to go by. The newest point
// is judged by the limits of those before it (phase II): it has no part in drawing them.
#pragma once

#include "insight/rate.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tsunagi::insight {

inline constexpr std::size_t kFewestPoints = 8;

enum class Signal { None, Above, Below, RunAbove, RunBelow };
BOOST_DESCRIBE_ENUM(Signal, None, Above, Below, RunAbove, RunBelow)

struct ControlPoint {
    double low = 0;   // 0 to 1
    double high = 1;  // 0 and 1 where nobody was counted
    Signal signal = Signal::None;
};
BOOST_DESCRIBE_STRUCT(ControlPoint, (), (low, high, signal))

struct ControlChart {
    double mean = 0;
    double widening = 1;  // sigma_z; 1 on a p-chart
    std::vector<ControlPoint> points;
    std::int64_t taken_out = 0;  // points that mean and widening leave out
};

enum class Widening { None, Laney };

// One ControlPoint for each Rate, in order of time. Mean and widening come from the first
// `baseline` points, all when 0. No points at all when fewer than kFewestPoints of those have
// anybody: then there are no limits to speak of. Laney never narrows below the p-chart.
ControlChart control_limits(std::span<const Rate>, Widening, std::size_t baseline = 0);

// The same from the stable part of all points but the newest that has anybody.
ControlChart stable_limits(std::span<const Rate>, Widening);

struct IndividualLimits {
    double mean = 0;
    double low = 0;  // never below 0
    double high = 0;

    Signal signal_of(double value) const {
        return value > high ? Signal::Above : value < low ? Signal::Below : Signal::None;
    }
};

// Of counts in order of time, from the stable part of all but the newest; nothing where those are
// fewer than kFewestPoints.
std::optional<IndividualLimits> stable_limits(std::span<const double>);

}  // namespace tsunagi::insight

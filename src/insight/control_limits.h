// The limits within which a rate moves by itself: p-chart, and Laney's p' chart.
//
// p-chart: W. A. Shewhart, "Economic Control of Quality of Manufactured Product", 1931: mean ± 3 s,
// s = sqrt(mean (1 - mean) / n) of each point. Large n makes s so small that ordinary differences
// between months stand outside; D. B. Laney, "Improved control charts for attributes", Quality
// Engineering 14 (2002) 531-537, widens s by the spread that neighbouring points really have:
// sigma_z = mean |z(i) - z(i-1)| / 1.128 with z = (rate - mean) / s.
// Runs: eight in a row on one side of the mean (Western Electric, "Statistical Quality Control
// Handbook", 1956).
#pragma once

#include "insight/rate.h"

#include <boost/describe.hpp>

#include <cstdint>
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
};

enum class Widening { None, Laney };

// One ControlPoint for each Rate, in order of time. Mean and widening come from the first
// `baseline` points, all when 0. No points at all when fewer than kFewestPoints of those have
// anybody: then there are no limits to speak of. Laney never narrows below the p-chart.
ControlChart control_limits(std::span<const Rate>, Widening, std::size_t baseline = 0);

}  // namespace tsunagi::insight

// The lowest point of a smooth function of a few variables, from its slopes: the method of Broyden,
// Fletcher, Goldfarb and Shanno with halved steps (J. Nocedal, S. J. Wright, "Numerical
// Optimization", 2nd ed. 2006, algorithm 6.1).
#pragma once

#include <functional>
#include <vector>

namespace tsunagi::insight {

// The value at a point; writes the slope of each variable.
using Slope = std::function<double(const std::vector<double>& at, std::vector<double>& slopes)>;

struct Minimum {
    std::vector<double> at;
    std::vector<double> inverse;  // of the second derivatives, as the search learnt it
    double value = 0;
    int steps = 0;
    bool found = false;  // false: no end in sight after 500 steps, or not a number
};

Minimum minimise(const Slope&, std::vector<double> start);
// From where a search of nearly the same function ended, with what it learnt.
Minimum minimise(const Slope&, const Minimum& near);

// The second slopes at a point, row by row, from how the slopes change close to it.
std::vector<double> curvature_at(const Slope&, const std::vector<double>& at);

}  // namespace tsunagi::insight

#include "insight/minimise.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

constexpr int kMostSteps = 500;
constexpr int kMostHalvings = 50;
constexpr double kFlat = 1e-9;
constexpr double kSame = 1e-14;
// On a ridge that falls for ever (a limit of the model is the best) steps gain next to nothing.
constexpr double kSlow = 1e-9;
constexpr int kSlowSteps = 2;
constexpr double kClose = 1e-4;  // second slopes of logarithms: error 1e-8, rounding 1e-11

double product(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

// What is known of the inverse of the second derivatives.
class Curvature {
public:
    explicit Curvature(std::size_t n) : n_(n), inverse_(n * n) {}
    Curvature(std::size_t n, std::vector<double> inverse)
        : n_(n), learnt_(true), inverse_(std::move(inverse)) {}

    const std::vector<double>& inverse() const { return inverse_; }
    bool learnt() const { return learnt_; }  // false: a mere scale

    void forget(double scale) {
        learnt_ = false;
        for (std::size_t i = 0; i < n_ * n_; ++i) inverse_[i] = i % (n_ + 1) == 0 ? scale : 0;
    }
    std::vector<double> times(const std::vector<double>& slopes) const {
        std::vector<double> result(n_);
        for (std::size_t i = 0; i < n_ * n_; ++i) result[i / n_] += inverse_[i] * slopes[i % n_];
        return result;
    }
    // Learns from a step and how the slopes changed over it.
    void learn(const std::vector<double>& step, const std::vector<double>& change) {
        learnt_ = true;
        const double rho = 1 / product(step, change);
        const std::vector<double> turned = times(change);
        const double factor = rho * (1 + rho * product(change, turned));
        for (std::size_t i = 0; i < n_; ++i) {
            for (std::size_t j = 0; j < n_; ++j) {
                inverse_[i * n_ + j] += factor * step[i] * step[j] -
                                        rho * (turned[i] * step[j] + step[i] * turned[j]);
            }
        }
    }

private:
    std::size_t n_;
    bool learnt_ = false;
    std::vector<double> inverse_;
};

double steepest(const std::vector<double>& slopes) {
    double most = 0;
    for (const double slope : slopes) most = std::max(most, std::abs(slope));
    return most;
}

struct Point {
    std::vector<double> at;
    std::vector<double> slopes;
    double value;
};

// Along `direction` by 1, 1/2, 1/4 … until the value falls enough.
Point stepped(const Slope& function, const Point& here, const std::vector<double>& direction) {
    const double fall = product(direction, here.slopes);
    Point there{here.at, here.slopes, here.value};
    double length = 1;
    for (int k = 0; k < kMostHalvings; ++k, length /= 2) {
        for (std::size_t i = 0; i < here.at.size(); ++i) {
            there.at[i] = here.at[i] - length * direction[i];
        }
        there.value = function(there.at, there.slopes);
        if (there.value <= here.value - 1e-4 * length * fall) return there;
    }
    return here;
}

Point evaluated(const Slope& function, std::vector<double> at) {
    Point point{std::move(at), {}, 0};
    point.slopes.resize(point.at.size());
    point.value = function(point.at, point.slopes);
    return point;
}

double cautious(const Point& here) {
    return 1 / std::max(1.0, std::sqrt(product(here.slopes, here.slopes)));
}

Minimum descend(const Slope& function, Point here, Curvature curvature) {
    const std::size_t n = here.at.size();
    Minimum result;
    int slow = 0;
    for (; result.steps < kMostSteps && std::isfinite(here.value); ++result.steps) {
        result.found = steepest(here.slopes) < kFlat * std::max(1.0, std::abs(here.value));
        if (result.found) break;
        const Point there = stepped(function, here, curvature.times(here.slopes));
        std::vector<double> step(n);
        std::vector<double> change(n);
        for (std::size_t i = 0; i < n; ++i) {
            step[i] = there.at[i] - here.at[i];
            change[i] = there.slopes[i] - here.slopes[i];
        }
        const double bend = product(step, change);
        const bool slows = here.value - there.value <= kSlow * std::abs(here.value);
        slow = slows ? slow + 1 : 0;
        if (slow == kSlowSteps && steepest(there.slopes) < 1e-4) {
            result.found = true;
            here = there;
            break;
        }
        const bool still = here.value - there.value <= kSame * std::abs(here.value);
        if (still && !curvature.learnt()) {
            // Even straight downhill nothing falls any more: this is what doubles can tell.
            result.found = steepest(here.slopes) < 1e-5 * std::max(1.0, std::abs(here.value));
            break;
        }
        here = there;
        if (still) {
            curvature.forget(cautious(here));
        } else if (bend > 0) {
            if (!curvature.learnt()) curvature.forget(bend / product(change, change));
            curvature.learn(step, change);
        }
    }
    result.at = here.at;
    result.inverse = curvature.inverse();
    result.value = here.value;
    return result;
}

}  // namespace

Minimum minimise(const Slope& function, std::vector<double> start) {
    const Point here = evaluated(function, std::move(start));
    Curvature curvature(here.at.size());
    curvature.forget(cautious(here));
    return descend(function, here, std::move(curvature));
}

Minimum minimise(const Slope& function, const Minimum& near) {
    return descend(function, evaluated(function, near.at), {near.at.size(), near.inverse});
}

std::vector<double> curvature_at(const Slope& function, const std::vector<double>& at) {
    const std::size_t n = at.size();
    std::vector<double> bends(n * n);
    std::vector<double> above(n);
    std::vector<double> below(n);
    for (std::size_t i = 0; i < n; ++i) {
        auto there = at;
        there[i] = at[i] + kClose;
        function(there, above);
        there[i] = at[i] - kClose;
        function(there, below);
        for (std::size_t j = 0; j < n; ++j) {
            const double bend = (above[j] - below[j]) / (2 * kClose);
            bends[i * n + j] += bend / 2;
            bends[j * n + i] += bend / 2;
        }
    }
    return bends;
}

}  // namespace tsunagi::insight

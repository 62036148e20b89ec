#include "insight/special_functions.h"

#include "base/error.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace tsunagi::insight {

namespace {

constexpr double kEnough = 1e-15;
constexpr double kTiny = 1e-300;
constexpr int kMostTerms = 100'000;

// One step of the modified Lentz evaluation of b0 + a1/(b1 + a2/(b2 + …)).
class Fraction {
public:
    explicit Fraction(double b0) : value_(b0 == 0 ? kTiny : b0), c_(value_) {}
    // True when the step no longer changed the value.
    bool step(double a, double b) {
        d_ = b + a * d_;
        if (d_ == 0) d_ = kTiny;
        c_ = b + a / c_;
        if (c_ == 0) c_ = kTiny;
        d_ = 1 / d_;
        value_ *= c_ * d_;
        return std::abs(c_ * d_ - 1) < kEnough;
    }
    double value() const { return value_; }

private:
    double value_;
    double c_;
    double d_ = 0;
};

double gamma_below_by_series(double a, double x, double front) {
    double term = 1 / a;
    double sum = term;
    for (int k = 1; k < kMostTerms && term > sum * kEnough; ++k) {
        term *= x / (a + k);
        sum += term;
    }
    return sum * front;
}

double beta_by_fraction(double a, double b, double x) {
    Fraction fraction(1);
    bool done = fraction.step(-(a + b) * x / (a + 1), 1);
    for (int m = 1; m < kMostTerms && !done; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        fraction.step(even, 1);
        done = fraction.step(odd, 1);
    }
    const double front = a * std::log(x) + b * std::log1p(-x) + log_gamma(a + b) - log_gamma(a) -
                         log_gamma(b);
    return std::exp(front) / (a * fraction.value());
}

// The root of an increasing function between low and high, to the last bits.
template <typename Function>
double root_between(double low, double high, const Function& above_zero) {
    for (int k = 0; k < 200; ++k) {
        const double middle = (low + high) / 2;
        if (middle <= low || middle >= high) break;
        (above_zero(middle) ? high : low) = middle;
    }
    return (low + high) / 2;
}

double normal_quantile(double p) {
    return root_between(-40, 40,
                        [&](double z) { return std::erfc(-z / std::numbers::sqrt2) > 2 * p; });
}

// From here on the series of Student's quantiles in 1/degrees is exact to 1e-11.
constexpr double kManyDegrees = 400;

// M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.5.
double student_by_series(double z, double degrees) {
    const double w = z * z;
    const double first = (w + 1) / 4;
    const double second = ((5 * w + 16) * w + 3) / 96;
    const double third = (((3 * w + 19) * w + 17) * w - 15) / 384;
    const double fourth = ((((79 * w + 776) * w + 1482) * w - 1920) * w - 945) / 92160;
    const double f = 1 / degrees;
    return z * (1 + f * (first + f * (second + f * (third + f * fourth))));
}

}  // namespace

double log_gamma(double x) {
    ASSERT(x > 0);
    double product = 1;
    while (x < 10) {
        product *= x;
        x += 1;
    }
    const double f = 1 / (x * x);
    const double series =
        (1.0 / 12 -
         f * (1.0 / 360 -
              f * (1.0 / 1260 - f * (1.0 / 1680 - f * (1.0 / 1188 - f * (691.0 / 360360)))))) /
        x;
    const double half_log_two_pi = 0.918938533204672742;
    return (x - 0.5) * std::log(x) - x + half_log_two_pi + series - std::log(product);
}

double digamma(double x) {
    ASSERT(x > 0);
    double below = 0;
    while (x < 10) {
        below += 1 / x;
        x += 1;
    }
    const double f = 1 / (x * x);
    const double series =
        f * (1.0 / 12 -
             f * (1.0 / 120 -
                  f * (1.0 / 252 - f * (1.0 / 240 - f * (1.0 / 132 - f * (691.0 / 32760))))));
    return std::log(x) - 0.5 / x - series - below;
}

double gamma_above(double a, double x) {
    ASSERT(a > 0 && x >= 0);
    if (x == 0) return 1;
    const double front = std::exp(a * std::log(x) - x - log_gamma(a));
    if (x < a + 1) return 1 - gamma_below_by_series(a, x, front);
    Fraction fraction(x + 1 - a);
    for (int k = 1; k < kMostTerms; ++k) {
        if (fraction.step(-k * (k - a), x + 2 * k + 1 - a)) break;
    }
    return front / fraction.value();
}

double beta_below(double a, double b, double x) {
    ASSERT(a > 0 && b > 0 && x >= 0 && x <= 1);
    if (x == 0 || x == 1) return x;
    if (x < (a + 1) / (a + b + 2)) return beta_by_fraction(a, b, x);
    return 1 - beta_by_fraction(b, a, 1 - x);
}

double chi_square_above(double value, double degrees) {
    ASSERT(degrees > 0);
    return value <= 0 ? 1 : gamma_above(degrees / 2, value / 2);
}

double normal_beyond(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

double beta_quantile(double p, double a, double b) {
    ASSERT(p > 0 && p < 1);
    return root_between(0, 1, [&](double x) { return beta_below(a, b, x) > p; });
}

double student_quantile(double p, double degrees) {
    ASSERT(p > 0 && p < 1 && degrees > 0);
    if (degrees >= kManyDegrees) return student_by_series(normal_quantile(p), degrees);
    // t² / (degrees + t²) is beta(1/2, degrees/2): A. & S. 26.7.1.
    const double beyond = 2 * std::min(p, 1 - p);
    const double x = beta_quantile(beyond, degrees / 2, 0.5);
    const double t = std::sqrt(degrees * (1 - x) / x);
    return p < 0.5 ? -t : t;
}

}  // namespace tsunagi::insight

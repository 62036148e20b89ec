// The mean of many values, with the interval of Student's t: mean ± t(0.975, n - 1) s / sqrt(n)
// (W. S. Gosset, "The probable error of a mean", Biometrika 6 (1908) 1-25). Values are taken one by
// one and workers' parts are merged without loss (T. F. Chan, G. H. Golub, R. J. LeVeque,
// "Algorithms for computing the sample variance", The American Statistician 37 (1983) 242-247).
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>

namespace tsunagi::insight {

class Moments {
public:
    void add(double value) {
        ++n_;
        const double off = value - mean_;
        mean_ += off / static_cast<double>(n_);
        squares_ += off * (value - mean_);
    }
    void merge(const Moments& other);
    // Of values whose sum and sum of squares are given, far from where doubles run out of digits.
    static Moments of(std::int64_t n, double sum, double sum_of_squares);

    std::int64_t n() const { return n_; }
    double mean() const { return mean_; }  // 0 when there is no value
    double sum() const { return mean_ * static_cast<double>(n_); }
    double variance() const;  // with n - 1; 0 when n < 2

private:
    std::int64_t n_ = 0;
    double mean_ = 0;
    double squares_ = 0;  // sum of (value - mean)²
};

struct Mean {
    std::int64_t n = 0;
    std::optional<double> value{};  // nothing when n = 0
    std::optional<double> low{};    // nothing when n < 2
    std::optional<double> high{};
    double standard_deviation = 0;
    bool few = true;  // n < 30
};
BOOST_DESCRIBE_STRUCT(Mean, (), (n, value, low, high, standard_deviation, few))

Mean mean_of(const Moments&);

}  // namespace tsunagi::insight

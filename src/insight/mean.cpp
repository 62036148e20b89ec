#include "insight/mean.h"

#include "insight/rate.h"
#include "insight/special_functions.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

void Moments::merge(const Moments& other) {
    if (other.n_ == 0) return;
    const auto mine = static_cast<double>(n_);
    const auto theirs = static_cast<double>(other.n_);
    const double off = other.mean_ - mean_;
    squares_ += other.squares_ + off * off * mine * theirs / (mine + theirs);
    mean_ += off * theirs / (mine + theirs);
    n_ += other.n_;
}

Moments Moments::of(std::int64_t n, double sum, double sum_of_squares) {
    Moments moments;
    moments.n_ = n;
    if (n == 0) return moments;
    moments.mean_ = sum / static_cast<double>(n);
    moments.squares_ = std::max(0.0, sum_of_squares - sum * moments.mean_);
    return moments;
}

double Moments::variance() const { return n_ < 2 ? 0 : squares_ / static_cast<double>(n_ - 1); }

Mean mean_of(const Moments& moments) {
    Mean mean{.n = moments.n(), .few = moments.n() < kFew};
    if (mean.n == 0) return mean;
    mean.value = moments.mean();
    if (mean.n < 2) return mean;
    mean.standard_deviation = std::sqrt(moments.variance());
    const auto n = static_cast<double>(mean.n);
    const double reach = student_quantile(0.975, n - 1) * mean.standard_deviation / std::sqrt(n);
    mean.low = moments.mean() - reach;
    mean.high = moments.mean() + reach;
    return mean;
}

}  // namespace tsunagi::insight

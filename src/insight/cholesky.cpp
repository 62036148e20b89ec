#include "insight/cholesky.h"

#include "base/error.h"

#include <cmath>

namespace tsunagi::insight {

Cholesky::Cholesky(const std::vector<double>& matrix, std::size_t n) : n_(n), lower_(n * n) {
    ASSERT(matrix.size() == n * n);
    constexpr double kNothing = 1e-10;
    for (std::size_t j = 0; j < n; ++j) {
        double pivot = matrix[j * n + j];
        const double whole = pivot;
        for (std::size_t k = 0; k < j; ++k) pivot -= at(j, k) * at(j, k);
        if (!(pivot > kNothing * whole)) {
            for (std::size_t k = 0; k <= j; ++k) at(j, k) = 0;
            continue;
        }
        ++rank_;
        at(j, j) = std::sqrt(pivot);
        for (std::size_t i = j + 1; i < n; ++i) {
            double sum = matrix[i * n + j];
            for (std::size_t k = 0; k < j; ++k) sum -= at(i, k) * at(j, k);
            at(i, j) = sum / at(j, j);
        }
    }
}

std::vector<double> Cholesky::solve(std::vector<double> right) const {
    ASSERT(right.size() == n_);
    for (std::size_t i = 0; i < n_; ++i) {
        for (std::size_t k = 0; k < i; ++k) right[i] -= at(i, k) * right[k];
        right[i] = at(i, i) > 0 ? right[i] / at(i, i) : 0;
    }
    for (std::size_t i = n_; i-- > 0;) {
        for (std::size_t k = i + 1; k < n_; ++k) right[i] -= at(k, i) * right[k];
        right[i] = at(i, i) > 0 ? right[i] / at(i, i) : 0;
    }
    return right;
}

std::vector<double> Cholesky::diagonal_of_inverse() const {
    std::vector<double> diagonal(n_);
    for (std::size_t i = 0; i < n_; ++i) {
        std::vector<double> unit(n_);
        unit[i] = 1;
        diagonal[i] = at(i, i) > 0 ? solve(std::move(unit))[i] : 0;
    }
    return diagonal;
}

}  // namespace tsunagi::insight

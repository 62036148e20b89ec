// A small symmetric positive (semi-)definite matrix as L Lᵗ, to solve with and to invert.
//
// A direction in which the matrix says nothing (its pivot is below 1e-10 of its diagonal) is left
// out: solutions are 0 there, as in R's survival package; `rank` tells how many remain.
#pragma once

#include <cstddef>
#include <vector>

namespace tsunagi::insight {

class Cholesky {
public:
    // Row by row, n × n; only the lower triangle is read.
    Cholesky(const std::vector<double>& matrix, std::size_t n);

    std::size_t rank() const { return rank_; }
    std::vector<double> solve(std::vector<double> right) const;
    std::vector<double> diagonal_of_inverse() const;

private:
    double& at(std::size_t row, std::size_t column) { return lower_[row * n_ + column]; }
    double at(std::size_t row, std::size_t column) const { return lower_[row * n_ + column]; }

    std::size_t n_;
    std::size_t rank_ = 0;
    std::vector<double> lower_;  // a diagonal of 0 marks a direction left out
};

}  // namespace tsunagi::insight

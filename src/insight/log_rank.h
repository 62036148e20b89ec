// Do the groups live equally long? The log-rank test of k survival curves.
//
// At each time u with d events among n at risk, group i with n(i) at risk expects d n(i) / n; over
// all times chi-square = zᵗ V⁻¹ z of z = observed - expected in k - 1 groups, with
//   V(i, j) = sum of d (n - d) / (n - 1) · n(i)/n · ([i = j] - n(j)/n)
// N. Mantel, "Evaluation of survival data and two new rank order statistics arising in its
// consideration", Cancer Chemotherapy Reports 50 (1966) 163-170; R. Peto, J. Peto, "Asymptotically
// efficient rank invariant test procedures", J. Royal Statistical Society A 135 (1972) 185-207.
#pragma once

#include "insight/survival.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tsunagi::insight {

struct LogRankGroup {
    std::int64_t n = 0;  // at risk at the first time
    std::int64_t observed = 0;
    double expected = 0;
};
BOOST_DESCRIBE_STRUCT(LogRankGroup, (), (n, observed, expected))

struct LogRank {
    double chi_square = 0;
    std::int64_t degrees = 0;   // 0: there is nothing to compare
    std::optional<double> p{};  // nothing when degrees = 0
    std::vector<LogRankGroup> groups;
};
BOOST_DESCRIBE_STRUCT(LogRank, (), (chi_square, degrees, p, groups))

// Risk sets of each group at the same times, in order. Groups of nobody do not count. Requires as
// many sets in every group.
LogRank log_rank(std::span<const std::vector<RiskSet>> groups);

}  // namespace tsunagi::insight

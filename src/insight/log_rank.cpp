#include "insight/log_rank.h"

#include "base/error.h"
#include "insight/cholesky.h"
#include "insight/special_functions.h"

namespace tsunagi::insight {

namespace {

struct Comparison {
    std::vector<double> variance;  // k × k
    std::vector<double> off;       // observed - expected
};

void add_time(std::span<const std::vector<RiskSet>> groups, std::size_t time, LogRank& found,
              Comparison& comparison) {
    const std::size_t k = groups.size();
    double n = 0;
    double d = 0;
    for (const auto& sets : groups) {
        n += static_cast<double>(sets[time].at_risk);
        d += static_cast<double>(sets[time].events);
    }
    if (d == 0) return;
    const double spread = n > 1 ? d * (n - d) / (n - 1) : 0;
    for (std::size_t i = 0; i < k; ++i) {
        const RiskSet& set = groups[i][time];
        const double share = static_cast<double>(set.at_risk) / n;
        found.groups[i].observed += set.events;
        found.groups[i].expected += d * share;
        comparison.off[i] += static_cast<double>(set.events) - d * share;
        for (std::size_t j = 0; j <= i; ++j) {
            const double other = static_cast<double>(groups[j][time].at_risk) / n;
            comparison.variance[i * k + j] += spread * share * ((i == j ? 1 : 0) - other);
        }
    }
}

}  // namespace

LogRank log_rank(std::span<const std::vector<RiskSet>> groups) {
    LogRank found;
    const std::size_t k = groups.size();
    found.groups.resize(k);
    if (k == 0 || groups[0].empty()) return found;
    for (std::size_t i = 0; i < k; ++i) {
        ASSERT(groups[i].size() == groups[0].size());
        found.groups[i].n = groups[i][0].at_risk;
    }
    Comparison comparison{std::vector<double>(k * k), std::vector<double>(k)};
    for (std::size_t time = 0; time < groups[0].size(); ++time) {
        add_time(groups, time, found, comparison);
    }
    // The rows add up to 0, so one of them says nothing and is left out, as is a group of nobody.
    const Cholesky matrix(comparison.variance, k);
    if (matrix.rank() == 0) return found;
    const std::vector<double> solved = matrix.solve(comparison.off);
    for (std::size_t i = 0; i < k; ++i) found.chi_square += solved[i] * comparison.off[i];
    found.degrees = static_cast<std::int64_t>(matrix.rank());
    found.p = chi_square_above(found.chi_square, static_cast<double>(found.degrees));
    return found;
}

}  // namespace tsunagi::insight

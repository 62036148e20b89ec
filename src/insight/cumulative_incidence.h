// How many have left by each time, and for which of several reasons: the Aalen-Johansen estimate.
//
//   F_k(t) = sum over u <= t of S(u-) d_k(u) / n(u),   S the product-limit of all reasons together
// O. O. Aalen, S. Johansen, "An empirical transition matrix for non-homogeneous Markov chains based
// on censored observations", Scandinavian J. of Statistics 5 (1978) 141-150. One minus
// Kaplan-Meier of a single reason would pretend that the other reasons do not exist; these add up:
// S(t) + sum of F_k(t) = 1.
//   Var F_k(t) = sum (F_k(t) - F_k(u))² d / (n (n - d)) + sum S(u-)² d_k (n - d_k) / n³
//                - 2 sum (F_k(t) - F_k(u)) S(u-) d_k / n²
// E. Marubini, M. G. Valsecchi, "Analysing Survival Data from Clinical Trials and Observational
// Studies", Wiley 1995, p. 341. Interval on log(-log F): F^exp(±1.96 error / (F log F)).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tsunagi::insight {

struct CompetingRiskSet {
    std::int64_t at_risk = 0;
    std::vector<std::int64_t> events;  // by reason; as many in every set
    std::int64_t waiting = 0;          // of those at risk: censored before the next set
};

struct Incidence {
    double value = 0;
    double standard_error = 0;
    double low = 0;
    double high = 0;  // Wilson's for none of those at risk (rate.h) where value is 0
};

struct CumulativeIncidence {
    std::vector<double> survival;                 // S after each set
    std::vector<std::vector<Incidence>> reasons;  // [reason][set]
};

// In order of time. Requires sum of events <= at_risk.
CumulativeIncidence cumulative_incidence(std::span<const CompetingRiskSet>);

}  // namespace tsunagi::insight

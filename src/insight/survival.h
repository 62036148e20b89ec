// The product-limit estimate of survival and its interval.
//
//   S(t) = prod over times u <= t of (1 - d(u) / n(u))
// E. L. Kaplan, P. Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958)
// 457-481; n(u) are at risk just before u, d(u) of them have the event. Whoever is censored at u
// was at risk at u.
//   V(t) = sum of d(u) / (n(u) (n(u) - d(u)))
// M. Greenwood, "The natural duration of cancer", Reports on Public Health 33 (1926). The interval
// is taken on log(-log S), so it stays within 0 and 1: S^exp(±1.96 sqrt(V) / log S)
// (J. D. Kalbfleisch, R. L. Prentice, "The Statistical Analysis of Failure Time Data", 1980). Where
// S is 1 or 0 the error is 0 and says nothing. Where it is 1 the limit is Wilson's for none of
// those at risk at the time (rate.h); where it became 0, the limit just before times Wilson's for
// none of those still at risk then.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tsunagi::insight {

struct RiskSet {
    std::int64_t at_risk = 0;
    std::int64_t events = 0;
};

struct Survival {
    double value = 1;
    double standard_error = 0;  // of value: value * sqrt(V)
    double low = 1;
    double high = 1;
};

// One Survival after each risk set, in order of time. Requires events <= at_risk.
std::vector<Survival> kaplan_meier(std::span<const RiskSet>);

}  // namespace tsunagi::insight

// How much each property raises or lowers the hazard of leaving: proportional hazards.
//
//   hazard(t | x) = baseline(t) · exp(beta · x)
// D. R. Cox, "Regression models and life-tables", J. Royal Statistical Society B 34 (1972) 187-220;
// partial likelihood with ties as B. Efron, "The efficiency of Cox's likelihood function for
// censored data", JASA 72 (1977) 557-565; maximum by Newton's method with halved steps. Tied events
// at one time enter through five scalars, so Efron costs what Breslow costs.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tsunagi::insight {

struct CoxRows {
    std::span<const std::uint16_t> times;  // days lived until the event or the censoring
    std::span<const std::uint8_t> events;  // 1: the event happened; 0: censored
    std::span<const float> properties;     // row by row, `width` of each
    std::size_t width = 0;
};

struct CoxEffect {
    double beta = 0;
    double standard_error = 0;
    double p = 1;             // two-sided, of beta = 0 (Wald)
    double hazard_ratio = 1;  // exp(beta)
    double low = 1;           // of the hazard ratio
    double high = 1;
};
BOOST_DESCRIBE_STRUCT(CoxEffect, (), (beta, standard_error, p, hazard_ratio, low, high))

struct Cox {
    // One for each property; nothing where it is constant, follows from those before it, or
    // separates so well that its beta has no end (beyond exp(10) for one standard deviation).
    std::vector<std::optional<CoxEffect>> effects;
    double log_likelihood = 0;
    double log_likelihood_without = 0;  // with every beta 0
    std::optional<double> p{};          // of the whole model: likelihood ratio
    int iterations = 0;
};

// Nothing when no event happened or the maximum was not found. Requires times, events and
// properties of as many rows.
std::optional<Cox> fit_cox(const CoxRows&);

}  // namespace tsunagi::insight

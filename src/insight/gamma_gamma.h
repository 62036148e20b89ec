// What a customer spends per purchase, seen through few purchases: the Gamma-Gamma model.
//
// Purchases of a customer vary as gamma(p, v) around her mean, and v varies between customers as
// gamma(q, gamma). With x purchases of mean m:
//   likelihood = G(p x + q) / (G(p x) G(q)) · gamma^q m^(p x - 1) x^(p x) / (gamma + m x)^(p x + q)
//   expected mean = p (gamma + m x) / (p x + q - 1), of a new customer p gamma / (q - 1)
// P. S. Fader, B. G. S. Hardie, K. L. Lee, "RFM and CLV: using iso-value curves for customer base
// analysis", J. Marketing Research 42 (2005) 415-430; P. S. Fader, B. G. S. Hardie, "The
// Gamma-Gamma model of monetary value" (2013).
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tsunagi::insight {

struct Spending {
    std::uint32_t purchases = 0;  // x >= 1
    double mean = 0;              // m > 0, in any unit of money
};

struct GammaGamma {
    double p = 0;
    double q = 0;
    double gamma = 0;  // in the unit of money
    double log_likelihood = 0;
    std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(GammaGamma, (), (p, q, gamma, log_likelihood, n))

// Nothing when there is no maximum: nobody, or all spend alike. Requires x >= 1 and m > 0.
std::optional<GammaGamma> fit_gamma_gamma(std::span<const Spending>, int threads);

// The logarithms of p, q and gamma, and how sharply the spendings tell them: the second slopes of
// minus the log-likelihood, row by row.
std::vector<double> scaled(const GammaGamma&);
GammaGamma from_scaled_spending(const std::vector<double>&);
std::vector<double> information_of(const GammaGamma&, std::span<const Spending>);

// Expected value of a purchase of this customer. Nothing when even the mean of all has no end
// (q <= 1) and the customer says too little (p x + q <= 1).
std::optional<double> expected_spending(const GammaGamma&, const Spending&);
// Of a customer of whom nothing is known.
std::optional<double> expected_spending_of_new(const GammaGamma&);

}  // namespace tsunagi::insight

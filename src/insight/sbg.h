// How long contracts last beyond what has been seen: the shifted-beta-geometric model.
//
// At each renewal a customer leaves with a chance that is her own and differs between customers as
// beta(alpha, beta). Whoever is easily lost is lost first, so those who remain stay ever longer:
//   chance to leave at renewal t = alpha / (alpha + beta + t - 1)
// P. S. Fader, B. G. S. Hardie, "How to project customer retention", J. Interactive Marketing 21
// (2007) 76-90, equations 7 and 8. Fitted to risk sets, so customers still under contract count as
// long as they were seen.
#pragma once

#include "insight/survival.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tsunagi::insight {

struct Sbg {
    double alpha = 0;
    double beta = 0;
    double log_likelihood = 0;
};
BOOST_DESCRIBE_STRUCT(Sbg, (), (alpha, beta, log_likelihood))

// Set t - 1 of `renewals` are those who came to renewal t and the events those who left there.
// Nothing when nobody left, all left at once, or all customers look alike (no maximum).
std::optional<Sbg> fit_sbg(std::span<const RiskSet> renewals);

// Minus the second slopes of the logarithm of the likelihood in those of alpha and beta, row by
// row. `renewals`: those it was fitted to.
std::vector<double> information_of(const Sbg&, std::span<const RiskSet> renewals);

// Share of customers who renew at renewal t >= 1, of those who came to it.
double retention_at(const Sbg&, int renewal);
// Share still there after 0, 1, … `renewals` renewals.
std::vector<double> survival_of(const Sbg&, int renewals);
// Renewals still expected within the next `horizon` of a customer who has renewed `done` times.
double renewals_expected(const Sbg&, int done, int horizon);

}  // namespace tsunagi::insight

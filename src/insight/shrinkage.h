// Many rates or effects side by side — operators, products, media: a test whether they differ by
// more than chance at all, and each effect pulled towards the common mean by as much as its own
// count is too small to be believed. Without it a ranking is mostly a list of who had few.
//
// Effects: random effects of R. DerSimonian, N. Laird, "Meta-analysis in clinical trials",
// Controlled Clinical Trials 7 (1986) 177-188; each effect is shrunk by
// error² / (error² + spread²); the interval holds the error of the effect and of the common mean.
//
// Test: chi-square of homogeneity with k - 1 degrees of freedom: for rates Pearson's, for effects
// W. G. Cochran's Q ("The combination of estimates from different experiments", Biometrics 10
// (1954) 101-129).
#pragma once

#include "insight/rate.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tsunagi::insight {

struct Homogeneity {
    double chi_square = 0;
    std::int64_t degrees = 0;   // 0: fewer than two to compare, or no variation at all
    std::optional<double> p{};  // nothing when degrees = 0
    // Whether the differences are more than chance explains (p < 0.05); a ranking needs this.
    bool more_than_noise = false;
};
BOOST_DESCRIBE_STRUCT(Homogeneity, (), (chi_square, degrees, p, more_than_noise))

// Rates of nobody do not count.
Homogeneity homogeneity_of(std::span<const Rate>);

struct Shrunk {
    double value = 0;
    double low = 0;
    double high = 0;
};
BOOST_DESCRIBE_STRUCT(Shrunk, (), (value, low, high))

struct Effect {
    double value = 0;
    double error = 0;  // standard error, > 0
};

struct ShrunkEffects {
    double mean = 0;
    double mean_error = 0;
    double spread = 0;  // standard deviation of the true effects
    Homogeneity homogeneity;
    std::vector<Shrunk> effects;
};

// One Shrunk for each Effect, in order; nothing when there are none. Requires every error > 0.
std::optional<ShrunkEffects> shrink_effects(std::span<const Effect>);

}  // namespace tsunagi::insight

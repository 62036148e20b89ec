// The mean of answers on a scale of whole steps, 1 to k, with an interval that is never of width 0:
// twenty people who all say 5 do not make it certain that everybody would.
//
// As A. Agresti, B. A. Coull, "Approximate is better than 'exact' for interval estimation of
// binomial proportions", The American Statistician 52 (1998) 119-126 do for a share, half of z²
// answers are added at each end of the scale, and the interval of Wald is taken of all of them; on
// a scale of two steps it is theirs. The mean itself is that of the answers.
#pragma once

#include "insight/rate.h"

#include <cstdint>
#include <optional>
#include <span>

namespace tsunagi::insight {

struct ScaleMean {
    std::int64_t n = 0;
    std::optional<double> value{};  // nothing when n = 0
    std::optional<double> low{};    // never outside of the scale
    std::optional<double> high{};
    bool few = true;  // n < 30
};

// counts[i] answers of i + 1. Requires two steps or more.
ScaleMean scale_mean_of(std::span<const std::int64_t> counts);

}  // namespace tsunagi::insight

// Lifetime value (LTV): what a customer has brought in the first 30, 60, 90 … days since her first
// order that counts, without end.
//
//   step k      days 30 k to 30 (k + 1) - 1 since the first order; n(k) are those whose step k is
//               over on the as-of day
//   observed    mean of the sums up to step k, of the n(k): another crowd for every k
//   corrected   sum over steps u <= k of the mean increment of the n(u): whoever is young brings
//               her first steps and no more, and nobody is taken for lost.
//               D. Y. Lin et al., "Estimating medical costs from incomplete follow-up data",
//               Biometrics 53 (1997) 419-434; H. Bang, A. A. Tsiatis, "Estimating medical costs
//               with censored data", Biometrika 87 (2000) 329-343. Since the as-of day does not
//               ask what she bought, n(u) are a fair draw of all.
//   interval    corrected ± 1.96 sqrt(sum over customers of z²),
//               z = sum over her steps u <= k of (increment - mean(u)) / n(u)
//   sales       of the lines, credit notes subtracted
//   profit      amount less the cost of the pieces (at most 255 a line); lines of products whose
//               cost nobody told are left out
//   grey        n(k) below 30, or below a tenth of the group
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kLifetimeValue;

}  // namespace tsunagi::insight

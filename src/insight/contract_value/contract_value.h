// What a subscription is still worth: the life table of deliveries, drawn on beyond what has been
// seen by the shifted-beta-geometric model (sbg.h).
//
//   renewal     after a delivery: the next one is shipped, or the cancellation takes effect; who
//               still waits on the as-of day is at risk and censored, as in delivery_table.h
//   observed    the product-limit estimate by renewal (delivery_table.h, survival.h)
//   foretold    the model's survival, fitted to the renewals before the first one to which fewer
//               than 30 came, or about which more than a fifth of them have not decided
//   check       the model fitted to the first half of those renewals alone, against what the
//               second half then did
//   value       deliveries expected · what one delivery brought in the mean: sales of deliveries,
//               less credit notes / orders of deliveries that count
// Deliveries are numbered as on record; number n is reached by renewing n - 1 times.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kContractValue;

}  // namespace tsunagi::insight

// Dormant and revivable customers (休眠・復活見込み): who has been silent for longer than her
// product lets one expect, and how many come back from such a silence.
//
//   silence   the days after an order that counts, to the next one or to the as-of day
//   rhythm    of a product: the `percentile` (90) of the days to the next order after an order of
//             it, among those that had a next one; products with fewer than 30 take that of all
//   dormant   silent for more than the rhythm of her latest order's product
//   band      silent for more than 1, 1.5, 2, 3, 5 times the rhythm
//   comeback  of all silences that lasted as long as the band begins, and began early enough to be
//             watched for `days` (90) more: how many ended in an order within them
//   expected  customers of the band x comeback
// The product of an order is that of its first line. The filter's days choose customers by their
// first order.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kDormant;

}  // namespace tsunagi::insight

// Deciles: customers in ten groups of equal size by what they bought, the best tenth first.
//
//   sales   of the orders of the filter's days, credit notes subtracted; of the customers who
//           ordered one of its products on any day
//   group   customers in falling order of sales, equal ones in the order they came; group k holds
//           ranks (k - 1) n / 10 + 1 to k n / 10, rounded down
// Whoever has no order that counts in those days is in no group.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kDeciles;

}  // namespace tsunagi::insight

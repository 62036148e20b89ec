// New and repeat (新規・リピート): purchases on the day a customer began, and those after it.
//
//   purchase  a line of an order that counts
//   began     the day of her first order in the shop, or of her first purchase of the product
//   new       purchases of that day;  repeat: those of later days
//   customers who have such a purchase in the month; one may be new and repeat in the same month
//   sales     of the lines; credit notes are subtracted on their day, before her first they count
//             nowhere
// The months of all products say "began" of the shop always. The filter's days choose purchases,
// its products their lines.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kNewAndRepeat;

}  // namespace tsunagi::insight

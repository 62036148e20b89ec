// What keeping is worth against winning, on the shop's own figures (1:5の法則・5:25の法則).
//
// Of the subscriptions of the filter's products, in the 365 days up to the as-of day:
//   in force  N that are not paused, and what they pay in a month, m each
//   loss      of a month, h = 1 - exp(-30.4375 C / E), with C cancellations in E days in force,
//             paused or not
//   one year  N m (1 - h) (1 - (1 - h)^12) / h: what those in force bring in the next twelve months
//             if they leave as before; with a loss lower by the chosen points for "what if"
//   1:5       what a new customer costs over what keeping one costs; both are entered, and not
//             guessed before they are
//   margin    as entered, or profit over sales of deliveries in those days, of products with a cost
//   5:25      with five points more kept in a year: the months paid by one until it is cancelled,
//             (1 - h) / h, and how much more they bring; F. F. Reichheld, W. E. Sasser, "Zero
//             defections: quality comes to services", Harvard Business Review 68/5 (1990) 105-111:
//             here of this shop, not of theirs
// An arithmetic of what would follow, not a forecast that it will.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kWhatIf;

}  // namespace tsunagi::insight

// What goes before silence (休眠の前兆): signs in the 90 days before an order, of those who never
// came back against those who did.
//
//   order      the last that counts on or before the cut, the as-of day less the days of silence:
//              everybody was seen long enough after it; of the filter's days, with one of its
//              products
//   dormant    no order that counts within the days of silence after it
//   signs      in the 90 days up to that order: a skip or a pause, a contact with a negative
//              emotion, an enquiry (inbound), a complaint; or an order smaller than the one before
//   odds       odds ratio of the sign, of the dormant to those who stayed: of all together, and
//              common to like customers (mantel_haenszel.h), who on the day of the order had or had
//              not a subscription in force, had ordered once, twice, 3 to 4, 5 to 9 or more times,
//              and had begun up to 90, up to 365 or more days before: what makes signs likely
//              makes silence likely too, and is not to look like a sign
//
// A sign that goes before silence need not be its cause.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kSilence;

}  // namespace tsunagi::insight

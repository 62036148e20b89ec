// What goes before silence (休眠の前兆): signs in the 90 days before an order, of those who never
// came back against those who did.
//
//   order      the last that counts on or before the cut, the as-of day less the days of silence:
//              everybody was seen long enough after it; of the filter's days, with one of its
//              products
//   dormant    no order that counts within the days of silence after it
//   signs      in the 90 days up to that order: a skip or a pause, a contact with a negative
//              emotion, an enquiry (inbound), a complaint; or an order smaller than the one before
//   ratio      share of the dormant with the sign over share of those who stayed, with an interval
//              on its logarithm (D. Katz, J. Baptista, S. P. Azen, M. C. Pike, "Obtaining
//              confidence intervals for the risk ratio in cohort studies", Biometrics 34 (1978)
//              469-474)
//
// A sign that goes before silence need not be its cause.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kSilence;

}  // namespace tsunagi::insight

// Who settles in, and whether they stay longer (オンボーディング・定着).
//
//   criteria    n deliveries in m days, and a contact for a purpose: what the shop set for the
//               product the spell began with (record/products.h); else, or where that is chosen, n
//               and m as chosen and no contact
//   counted     spells of the filter's start days and products whose start is on record and whose
//               landmark day, m days after it, is over
//   onboarded   n deliveries shipped up to the landmark, and from the start to it
//               - no contact with a negative emotion; of the customer, not about one product
//               - a contact for the purpose, in which they spoke (not no_answer, not unreachable)
//                 and that names this product or none
//
// The set-up step is the purpose of a contact, for that is what the record knows of a shop's care
// for who begins; the fixed list has "usage" (how to use) for a call of guidance. A purpose that
// is not of the list any more is not asked for, and a remark says so.
//
//   staying     of those still in force at the landmark: Kaplan-Meier from that day on, onboarded
//               against not, with a log-rank test
//
// Counting from the landmark is what makes the two comparable: counted from the start, whoever
// stayed long enough to be onboarded would look loyal by definition (J. R. Anderson, K. C. Cain,
// R. D. Gelber, "Analysis of survival by tumor response", J. Clinical Oncology 1 (1983) 710-719).
// It still does not show that onboarding is the cause.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kOnboarding;

}  // namespace tsunagi::insight

// Who settles in, and whether they stay longer (オンボーディング・定着).
//
//   counted     spells of the filter's start days and products whose start is on record and whose
//               landmark day, m days after it, is over
//   onboarded   n deliveries shipped up to the landmark and no contact with a negative emotion from
//               the start to it; a criterion about the customer, not about one product's contacts
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

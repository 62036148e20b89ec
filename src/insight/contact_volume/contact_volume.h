// How many contacts come in and go out, when, about what, how long they take and how people feel
// (応対件数).
//
//   contact    one of the filter's days and products; those of callers nobody knows with them,
//              unless the filter chooses customers
//   handling   from beginning to end as recorded; contacts without an end are not in it. Medians to
//              0.1 minutes
//   limits     of a day, week or month: mean ± 2.66 × mean difference of neighbours (individuals
//              chart: D. J. Wheeler, D. S. Chambers, "Understanding Statistical Process Control",
//              1992); the first and the last stretch, which are not whole, are grey and not in it
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kContactVolume;

}  // namespace tsunagi::insight

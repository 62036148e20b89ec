// How many contacts come in and go out, when, about what, how long they take and how people feel
// (応対件数).
//
//   contact    one of the filter's days and products; those of callers nobody knows with them,
//              unless the filter chooses customers
//   handling   from beginning to end as recorded; contacts without an end are not in it. Medians to
//              0.1 minutes
//   limits     of a day, week or month: those of the stable part of the 26 that are whole before
//              the newest (control_limits.h); what is older or not whole is not judged by them
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kContactVolume;

}  // namespace tsunagi::insight

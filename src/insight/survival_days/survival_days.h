// How long subscriptions last, in days since their start: Kaplan-Meier curves of groups, and
// whether they differ (log-rank).
//
//   time      days from the start of the spell to its cancellation; 0 for one on the same day
//   event     the cancellation takes effect; who is still subscribed on the as-of day is censored
//             that day, paused or not
//             (one whose start is not on record counts from its first event)
// Formulas and sources: survival.h, log_rank.h.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kSurvivalDays;

}  // namespace tsunagi::insight

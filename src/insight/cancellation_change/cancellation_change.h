// Why the cancellation rate moved between two periods, in parts that add up to the whole change,
// down to the people.
//
//   now       the filter's days; without them the last whole month before the as-of day
//   before    the days as many before them (of a whole month: the month before), or the same days a
//             year earlier
//   rate      cancellations that took effect in the period / spells in force on any of its days;
//             by delivery number a spell stands where it waited when the period ended, or where it
//             left (spells.h)
// By reason and by operator the change is a sum: each one's share of those in force, now minus
// before. By any other split it is a mix (more people where the rate is high) and a rate (the same
// people leave more often) for each cell; formula and source: decomposition.h.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kCancellationChange;

}  // namespace tsunagi::insight

// How many calls to expect in each hour of the next two weeks, and how many people that takes
// (呼量予測と要員).
//
//   calls      inbound by phone that began in opening hours, answered or given up; of the days
//              before the as-of day. Forecast of days and shares of hours: forecast.h; fewer than
//              six weeks: none
//   agents     the fewest that answer the wished share within the wished time (erlang.h): Erlang A
//              when callers are said to hang up after some patience, else Erlang C
//   shift      agents divided by 1 - shrinkage, rounded up
//   interval   the same for the low and the high forecast of the day
//
// What the past service was, and how patient callers are, service_level.h tells.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kStaffing;

}  // namespace tsunagi::insight

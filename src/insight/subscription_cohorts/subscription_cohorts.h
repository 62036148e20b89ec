// Cohorts of subscribers: customers by the month in which they first subscribed, and what is left
// of them, and of what they pay, at the end of each month since.
//
//   begins      the first event of a subscription at one of the filter's products; a cancellation
//               alone is none. The first of them is her start: its day is chosen by the period
//   start       what the subscriptions that began in the month of her start cost in a month as they
//               began (price x quantity by cycle, lanes.h)
//   in force    she pays at the end of the month, or did and what she paid for is paused since
//               (recurring_revenue.h); who left within the month of her start was never in force
//   customers   in force / customers of the cohort
//   revenue     MRR of the cohort at the end of the month / start of the cohort: the net revenue
//               retention of the cohort, above 1 where those who stay pay more than was lost
//   age         months since the cohort's month; 0 is the end of that month. Of the month that is
//               not over the as-of day is told, grey
//
// The average is of the cohorts old enough. Intervals: Wilson's of customers (rate.h), that of a
// ratio of sums over customers of revenue (ratio.h).
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kSubscriptionCohorts;

}  // namespace tsunagi::insight

// What goes before a cancellation (解約の前兆): 43 facts of every subscriber on a day
// (customer_facts.h), of those who then decided to leave against those who stayed.
//
//   cut         the as-of day less the days watched: everybody was seen as long after it
//   subscriber  with a subscription of the filter's products, taken up on the filter's days, in
//               force at the end of the cut, paused ones too, as it was known that day and as it
//               turned out
//   left        asked to cancel one of these within the days after the cut (the day it took
//               effect where it is not told when it was asked for); a withdrawn one is none
//   effect      (mean of those who left - mean of those who stayed) / pooled standard deviation,
//               times 1 - 3 / (4 (m + n - 2) - 1): Hedges' g. Variance
//               (m + n) / (m n) + g² / (2 (m + n)) (L. V. Hedges, I. Olkin, "Statistical Methods
//               for Meta-Analysis", 1985, chapter 5)
//   shown       where 0 is outside the interval that allows for 43 comparisons (C. E. Bonferroni,
//               "Teoria statistica delle classi e calcolo delle probabilità", 1936); else grey
//   bands       fifths of the subscribers by one fact; equal values stand in one band
//
// A sign that goes before a cancellation need not be its cause.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kLeavingSigns;

}  // namespace tsunagi::insight

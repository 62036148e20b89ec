// What operators achieve with the customers they received (担当者の効果).
//
//   kept       contacts about cancelling, or that called to keep her, while a subscription was in
//              force: no cancellation of one was decided within 30 days (contact_fate.h)
//   ordered    contacts about ordering, questions on products and win-back calls: an order that
//              counts, and is no delivery of a subscription, on that day or within 14 days
//   counted    contacts of known operators in which they spoke (spoke.h: a call that nobody
//              answered achieves nothing), so old that their days are over
//   expected   by indirect standardisation over purpose × reason: what everybody together achieved
//              with the same purposes and reasons (N. E. Breslow, N. E. Day, "Statistical Methods
//              in Cancer Research II", IARC 1987, chapter 2): sum of n(s) p(s)
//   adjusted   p + (observed - expected) / n, pulled to p by as much as n is too small
//              (shrinkage.h, effects with variance sum of n(s) p(s) (1 - p(s)) / n²)
//
// Operators stand in the order of the adjusted rate only if they differ by more than noise;
// otherwise in that of their names.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kOperators;

}  // namespace tsunagi::insight

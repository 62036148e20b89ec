// Lifetime value of a subscription as value × frequency × duration, and which of the three moved it
// (LTVの要因).
//
// Of each of two periods (periods.h), with S sales of the filter's products, O orders of deliveries
// that have one of them, E months in force of all subscriptions (of 365.25/12 days) and C
// cancellations:
//   value      S / O    what a delivery brings
//   frequency  O / E    deliveries in a month in force
//   duration   E / C    months until a cancellation, if all stayed as in the period (estimate of an
//                       exponential life time; its interval is E / C exp(±1.96 / sqrt(C)))
//   LTV        S / C    their product
// The change of LTV is parted by the Shapley value (decomposition.h): three parts that add up.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kLtvFactors;

}  // namespace tsunagi::insight

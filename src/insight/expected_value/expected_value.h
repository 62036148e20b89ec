// What customers without a contract will buy, and for how much: BG/NBD times Gamma-Gamma.
//
//   purchase    a day with an order that counts and is no delivery of a subscription
//   histories   repeats, last and watched (bg_nbd.h) in days from the first purchase to the as-of
//               day; customers whose first purchase is in the filter's days
//   spending    mean of the repeat purchases (gamma_gamma.h); who has none gets the mean of all
//   value       purchases expected in the next days · spending expected of a purchase
//   check       the same model fitted to what was known as many days ago, against what was then
//               bought: P. S. Fader, B. G. S. Hardie, K. L. Lee (2005), figure 3
// Models are fitted to 10,000 customers at most, taken evenly; the expectations are of all.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kExpectedValue;

}  // namespace tsunagi::insight

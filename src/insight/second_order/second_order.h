// F2 conversion (F2転換): how many order a second time, and how soon.
//
//   time     days from the first order that counts to the second
//   event    the second order; whoever has none is censored on the as-of day
//   rate(h)  1 - S(h) by Kaplan and Meier (survival.h): who may still order is neither lost nor won
//   grey     fewer than 30, or fewer than half of the group, had their first order h days ago
// Nothing is said of h when nobody had that long.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kSecondOrder;

}  // namespace tsunagi::insight

// Cross-selling (併売・クロスセル): which products the same customers buy, at whatever time.
//
//   bought      a line of an order that counts, in the filter's days;  N customers bought anything
//   support     n(a and b) / N
//   confidence  n(a and b) / n(a): of those who bought a, how many bought b
//   lift        N n(a and b) / (n(a) n(b)): 1 when neither says anything of the other
//               (lift.h, with its interval)
//   days        median between the first purchases of both, of those who began on different days
// Among the 512 products that stand on the most lines.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kCrossSell;

}  // namespace tsunagi::insight

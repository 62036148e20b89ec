// The lift of two things that customers may be or do: how much more often they go together than if
// neither said anything of the other. 1: they do not.
//
//   lift = N n(a and b) / (n(a) n(b))
//   R. Agrawal, T. Imieliński, A. Swami, "Mining association rules between sets of items in large
//   databases", SIGMOD 1993, 207-216; S. Brin et al., "Dynamic itemset counting", SIGMOD 1997,
//   255-264
//
// The 95 % interval is taken on the logarithm, by the delta method for four multinomial cells:
//   V(log lift) = 1/n(ab) - 1/n(a) - 1/n(b) + 2 n(ab) / (n(a) n(b)) - 1/N
#pragma once

#include "insight/report.h"

namespace tsunagi::insight {

// n: those who are both, grey below 30. Requires both <= a, b <= all, and a and b of somebody.
Cell lift_cell(std::int64_t both, std::int64_t a, std::int64_t b, std::int64_t all);

}  // namespace tsunagi::insight

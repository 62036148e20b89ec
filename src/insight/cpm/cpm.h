// CPM analysis (顧客ポートフォリオ分析): customers in five classes by tenure and sales, each active
// or lapsed; ten in all.
//
//   tenure   days from the first order that counts to the latest
//   初回     one order
//   よちよち  more, tenure up to `young` days (90)
//   コツコツ  longer, sales below `sales` (70,000)
//   流行     sales reached, tenure up to `tenure` days (210)
//   優良     longer still
//   離脱     the latest order is more than `lapse` days ago (240); 現役 otherwise
// By rank instead: four or five ranks by sales alone, from `rank2`, `rank3`, `rank4` and `rank5`.
// Limits are choices; the standard ones are those of the Japanese mail-order trade (橋本陽輔
// 『社長が知らない秘密の仕組み』, 2008).
//
// Movements compare the class of today with that of some months ago, by the orders up to that day
// as they are known today; the series does so for every month of the last twelve. The filter's days
// choose customers by their first order.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kCpm;

}  // namespace tsunagi::insight

// Purchase flow (購入フロー): the product of the first, second and third order of each customer.
//
//   order    that counts; its product is that of its first line
//   share    of those whose order k is `days` or more ago: how many ordered again within that
//            time. Whoever has had less time is not in it: she may still order.
//   days     median from order k to k + 1, of those who ordered again (others would lengthen it)
// The most frequent products of each step stand by themselves, the others together. The filter's
// days and products choose customers by their first order (starts.h).
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kPurchaseFlow;

}  // namespace tsunagi::insight

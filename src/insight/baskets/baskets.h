// Baskets (同時購入): which products stand in one order, and how many products an order has.
//
//   order    that counts, of the filter's days, holding one of its products
//   size     different products of the order;  sales: of its lines
//   lift     N n(a and b) / (n(a) n(b)) over the N orders; 1 when neither says anything of the
//            other (cross_sell.h has the source)
// Pairs are counted among the 512 products that stand on the most lines.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kBaskets;

}  // namespace tsunagi::insight

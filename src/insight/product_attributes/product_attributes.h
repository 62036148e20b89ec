// Who buys what (商品×属性): a table of any two of product, sex, age, rank, prefecture and medium.
//
//   counted    customers with a line of an order that counts, of the filter's days and products;
//              under every product that she bought, under one group of each attribute: as it is
//              known today
//   share      of the row's customers who are in the column, and of the column's who are in the row
//   lift       against independence: share in the row over the share of all counted customers who
//              are in the column (lift.h)
//   sales      what they brought in with the product, else with all; credit notes reduce it
//   p          of independence, where each customer stands in one cell only: Pearson's chi-square
//              without correction (K. Pearson, Philosophical Magazine 50 (1900) 157-175)
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kProductAttributes;

}  // namespace tsunagi::insight

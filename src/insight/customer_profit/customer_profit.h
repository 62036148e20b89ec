// Profit per customer (顧客別利益): what each customer's orders brought after the cost of goods.
//
//   profit   of the lines of the filter's days: amount less the cost of the pieces (at most 255 a
//            line); credit notes are subtracted; lines of products whose cost nobody told are left
//            out
//   groups   customers in falling order of profit, cut by their number: the best 1 %, 5 %, 10 %,
//            20 %, the middle, the last 20 %, 10 %; equal ones in the order they came
//   bands    of 1, 2 or 5 times a power of ten, so that about twelve hold everybody
// Customers are those with an order that counts in these days. Without any cost there is no answer.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kCustomerProfit;

}  // namespace tsunagi::insight

// How many of those who subscribe come to pay more, or add a product (アップセル・クロスセル).
//
//   in force    subscriptions of the filter's products that run at the beginning of a month
//   up, down    of those: a change in the month raised (lowered) what it costs in a month; once
//   subscribers customers with one of those
//   added       of those customers: started a subscription of a product she never subscribed before
//   bought      of those customers: an order that counts with a product she never bought before
//
// Prices are told by changes on record (journey/terms.h); a shop that records none shows none.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kUpsell;

}  // namespace tsunagi::insight

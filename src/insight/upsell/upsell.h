// How many of those who subscribe come to pay more, or add a product (アップセル・クロスセル).
//
//   in force    subscriptions that run at the beginning of a month with a product of the filter:
//               that of the last event before it
//   up, down    of those: a change in the month raised (lowered) what it costs in a month; once.
//               Not where the price alone changed (journey/terms.h, kOnlyPrice)
//   priced      of those: the price alone changed in the month; once
//   subscribers customers with one of those
//   added       of those customers: started one of a product that none of her subscriptions had
//   bought      of those customers: an order that counts with a product she never bought before
//   course      a change to another product, whatever it costs, or of the same product up or down
//
// Prices are told by changes on record (journey/terms.h); a shop that records none shows none.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kUpsell;

}  // namespace tsunagi::insight

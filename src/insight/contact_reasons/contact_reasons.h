// What customers contact the shop about, how they feel, and what moved against the period before
// (用件と感情).
//
//   contact    in the two periods (periods.h), of the filter's products
//   share      of all contacts of its period;  negative  share of them with a negative emotion
//   change     difference of the two periods' shares with Newcombe's interval
//   dissected  the exact decomposition of the change of the negative share into mix (more contacts
//              about what makes people angry) and rate (the same subjects anger more)
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kContactReasons;

}  // namespace tsunagi::insight

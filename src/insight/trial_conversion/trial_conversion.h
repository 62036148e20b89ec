// From a trial to a subscription (引上げ): of the customers whose first order that counts is a
// single one, how many started a subscription, how soon, by product, medium, month and operator.
//
//   trial      the first order that counts stands alone (it is no delivery) and no subscription
//              began before its day; of the filter's days and products
//   event      the start of any subscription on that day or later
//   censored   whoever has not started one by the as-of day waits: within 60 days is a Kaplan-Meier
//              share, in which yesterday's trial neither failed nor counts as kept
//   operator   who spoke with her first after the trial and before any start; "none" for those
//              nobody spoke with. A comparison of operators is not fair while they are given
//              different customers.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kTrialConversion;

}  // namespace tsunagi::insight

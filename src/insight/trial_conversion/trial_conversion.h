// From a trial to a subscription (引上げ): of the customers whose first order that counts is a
// single one, how many started a subscription, how soon, by product, medium, month and operator.
//
//   trial      the first order that counts stands alone (it is no delivery) and no subscription
//              began before its day; of the filter's days and products
//   event      the start of any subscription on that day or later
//   censored   whoever has not started one by the as-of day waits: within 60 days is a Kaplan-Meier
//              share, in which yesterday's trial neither failed nor counts as kept
//   operator   who spoke with her first after the trial (spoke.h). Days count from that contact (a
//              start of its own day comes after it), and who had started before is left out, as is
//              whom nobody spoke with: who waits long for a call would seem to wait because of it.
//              There is no test between operators while they are given different customers.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kTrialConversion;

}  // namespace tsunagi::insight

// For which reason subscriptions have ended by each delivery, reasons competing with each other
// (競合リスク): the Aalen-Johansen estimate over delivery numbers.
//
//   at risk    who was shipped delivery n and waits for the next (spells.h); open ones are censored
//   event      a cancellation that takes effect before the next delivery, of its reason
//   incidence  share of all who have left for that reason by delivery n; with those who remain the
//              reasons add up to 100 %
//   alone      1 - Kaplan-Meier of one reason with the others as censored: what would be left if
//              the others did not exist and changed nothing; shown beside to warn, it is larger
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kLeavingReasons;

}  // namespace tsunagi::insight

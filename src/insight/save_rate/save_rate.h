// The save rate (解約抑止率): of all who wished to leave, how many still subscribe, whether they
// were offered anything or not.
//
//   wish       a contact of the filter's days about cancelling while a subscription of the filter's
//              products was in force; and a cancellation decided in those days that no such contact
//              came before (wishes.h)
//   kept       none of those subscriptions had its cancellation decided within 30, 60, 90 days;
//              recent wishes are censored: a Kaplan-Meier share of wishes. One decided on the day
//              itself is lost on day 0
//   complaint  she complained after it, within 30 days, of wishes at least 30 days old
//
// A cancellation without a contact is on record because it happened: who thought of it and stayed
// is not. So wishes without a contact may be left out.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kSaveRate;

}  // namespace tsunagi::insight

// Who stays after an offer made to keep her (解約抑止): by reason, offer, answer and operator.
//
//   counted    contacts of the filter's days and products about cancelling, or that called to keep
//              her, in which an offer was accepted or declined, while a subscription of one of the
//              products was in force: contact_fate.h
//   kept       no cancellation of one of those was decided within 30, 60, 90 days; who was spoken
//              with lately is censored: a Kaplan-Meier share of contacts
//   complaint  she complained within 30 days after it, of contacts at least 30 days old
//
// Offers are given to whom they seem to fit, so this describes; it does not show what an offer
// does. That needs offers given at random.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kOffers;

}  // namespace tsunagi::insight

// The flow of subscriptions from delivery to delivery (定期フロー): of those shipped delivery n,
// how many went on to n + 1 straight, after a skip or after a pause, how many cancelled before it,
// and how many still wait or stand paused on the as-of day.
//
// The rate of going on is 1 - cancelled / shipped n, as in retention: who still waits is in it as
// not gone. It is grey while more than a fifth still wait, or below 30.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kDeliveryFlow;

}  // namespace tsunagi::insight

// How many callers are answered, how soon, and how long a call is worked on
// (応答率・サービスレベル).
//
//   offered     inbound calls by phone whose wait a telephone's log tells, answered or given up;
//               of callers nobody knows too, unless the filter chooses customers. Those given up
//               are of no product, so products do not narrow them
//   level       answered within T / offered, and, for who gives up that soon is not kept waiting,
//               answered within T / (offered - given up within T) (B. Cleveland, "Call Center
//               Management on Fast Forward", 3rd ed. 2012)
//   given up    / offered; without those who did within a few seconds (wrong numbers, who thinks
//               better of it) on both sides
//   waits       of those who were answered: mean, and median and 90 % to the second, of more than
//               15 minutes as 15. Patience: all waits / calls given up, the mean of exponential
//               patience (A. Mandelbaum, S. Zeltyn, "Service Engineering in Action: The
//               Palm/Erlang-A Queue", 2007), which staffing asks for
//   handling    talk, hold and after-call work of the answered, where told
//   busy        Occupancy divides handling by the time agents were signed in, which no file tells.
//               In its place, and called an estimate: handling of an agent's calls of a day, in and
//               out, by the time from the begin of her first to the end of her last; days of at
//               least 5 calls; ratio.h over those days. It leaves out what she waited before and
//               after, so it is rather too high. Begins are known to six minutes
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kServiceLevel;

}  // namespace tsunagi::insight

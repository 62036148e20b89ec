// Monthly recurring revenue and what moved it, month by month: the bridge, customer churn, gross
// and net revenue churn.
//
//   MRR of a customer  what her subscriptions that are neither cancelled nor paused cost in a month
//                      (price x quantity by cycle, lanes.h) at the end of the month; of the month
//                      that is not over, on the as-of day
//   new                she had none before;  reactivation: she had, but not the month before
//   price rises        what changes of the price alone (journey/terms.h, kOnlyPrice) added in the
//                      month to subscriptions that she paid for the month before and still pays;
//                      beside it she may expand or contract. Where they add up to less, none
//   expansion, contraction   without that she pays more, or less, than the month before; less is
//                      also nothing, where only what was paused long ago is left
//   paused             she pays nothing any more: something that she paid for was paused
//   churn              she paid, and nothing is left, not even paused; of amount 0 when it was
//                      paused in a month before
//   customer churn     customers of churn / customers who paid or were paused the month before
//   gross              (churn + paused + contraction) / MRR of the month before
//   net without rises  the same less expansion; net: less price rises too. Below 0 when those who
//                      stay pay more. New and reactivated customers are in neither.
// The interval of a revenue share is that of a ratio of sums over customers (ratio.h).
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kRecurringRevenue;

}  // namespace tsunagi::insight

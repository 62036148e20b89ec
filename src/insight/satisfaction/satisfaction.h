// How satisfied customers are, as they said when they were asked (NPS, CSAT) and as operators felt,
// and how many answers would tell it as precisely as wished (満足度).
//
//   answers    of contacts of the filter's days; every answer counts, also those of one customer
//   NPS        share of promoters (9, 10) less share of detractors (0 to 6), with the interval of
//              proportions.h; passives are 7 and 8
//   CSAT       share of 4 and 5 with Wilson's interval; mean of 1 to 5 (scale_mean.h)
//   answered   contacts with an answer over contacts: whom nobody asked is not known
//   needed     answers for the wished precision, at those of the shares in the interval that need
//              the most, and at worst; of a finite population where its size is entered
//   emotion    shares of contacts recorded as positive or negative; neutral and not told are one.
//              An operator's impression, not an answer the customer gave. The balance is their
//              difference
//   entered    CSAT and NPS of numbers of a survey that is not on record
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kSatisfaction;

}  // namespace tsunagi::insight

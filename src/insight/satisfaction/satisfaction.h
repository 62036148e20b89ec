// How satisfied customers are, as far as contacts tell, and what a survey would need (NPS/CSAT).
//
//   emotion    shares of contacts of the filter's days recorded as positive or negative; neutral
//              and not told are one. An operator's impression, not an answer the customer gave
//   balance    share positive - share negative, like a net promoter score, with its interval
//   needed     answers for the wished precision, at the present shares and at worst; of a finite
//              population where its size is entered (proportions.h)
//   CSAT       of numbers that are entered: satisfied over all answers, with Wilson's interval
//   NPS        of numbers that are entered: promoters (9, 10), passives (7, 8), detractors (0 to 6)
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kSatisfaction;

}  // namespace tsunagi::insight

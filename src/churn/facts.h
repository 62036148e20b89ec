// What in a customer's journey speaks for her leaving, or staying, in words: the reasons that stand
// beside her on today's list and in the head of her page. Facts, not a score: every one can be
// found on her time line.
#pragma once

#include "churn/delivery_hazard.h"
#include "insight/labels.h"
#include "journey/journey.h"
#include "record/facts.h"

#include <vector>

namespace tsunagi::churn {

// Of which subscription the facts are told. `subscription` is its id as the lanes hold it.
struct Subject {
    std::int64_t subscription = 0;
    int delivery = 0;  // last one shipped
    Risk risk{};
};

// The weightiest first, at most six. `journey` looks as of the day on which the list is made.
std::vector<record::Fact> facts_of(const journey::Journey&, const journey::Words&, const Subject&,
                                   const insight::Labels&);

}  // namespace tsunagi::churn

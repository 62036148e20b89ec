// The two periods of a comparison, as lane days, and where a spell stands in them.
#pragma once

#include "insight/question.h"
#include "journey/months.h"

#include <array>

namespace tsunagi::insight {

enum class Against { Previous, PreviousYear };
BOOST_DESCRIBE_ENUM(Against, Previous, PreviousYear)

struct Period {
    int from = 0;  // lane days, both inclusive
    int to = 0;

    bool holds(int day) const { return from <= day && day <= to; }
    bool meets(int first, int last) const { return first <= to && from <= last; }
};

// Before, and now.
using Periods = std::array<Period, 2>;

// Whole months go back by months, a month that has only begun to the same days of the month before
// (1 to 23 November: 1 to 23 October), other stretches by as many days as they have. 29 February
// goes back to the 28th; what a shorter month has not, to its last day.
Periods periods_of(const Question&, Against);

// From the day after its last one on: on that day itself more may still happen.
bool is_over(Month, Day as_of);
// How many of the months are over.
int count_over(const journey::Months&, Day as_of);

// "2026/10/05–2026/10/11"; of whole months "2026/10", "2026/08–2026/10"
std::string text_of(const Period&);

// Whether the scope's days hold all of a month, and it is over.
bool holds_whole(const journey::Scope&, Month);

}  // namespace tsunagi::insight

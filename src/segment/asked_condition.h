// A condition that an analysis is filtered by without being kept under a name: it stands in the
// address of a page, and in what is saved of the page, so that it has to fit there.
#pragma once

#include "segment/condition.h"

#include <string>
#include <string_view>

namespace tsunagi::segment {

// Of the condition in an address, where most letters but a–z take three bytes.
inline constexpr std::size_t kMostAskedBytes = 4'000;

// Its JSON without what is absent: as short as somebody would write it.
std::string text_of(const Condition&);

// Throws InvalidInput with all that is wrong below `at`; condition_too_long for one that fits no
// address.
void check_asked(const Condition&, std::string_view at);

}  // namespace tsunagi::segment

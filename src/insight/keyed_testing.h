// What a Report has under a key, for tests: a figure, a column, a headline.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tsunagi::insight {

// Throws when there is none.
template <class Things>
auto& keyed(Things& things, std::string_view key) {
    const auto found = std::ranges::find_if(things,
                                            [&](const auto& one) { return one.key == key; });
    if (found == things.end()) throw std::out_of_range("there is no " + std::string(key));
    return *found;
}

}  // namespace tsunagi::insight

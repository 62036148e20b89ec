// What part of a sum of money some of it is.
#pragma once

#include <cstdint>
#include <optional>

namespace tsunagi::insight {

// Refunds can leave a part that is less than nothing or more than the whole. Neither is a share of
// it, nor is anything a share of nothing: no value.
constexpr std::optional<double> share_of_money(std::int64_t part, std::int64_t whole) {
    if (whole <= 0 || part < 0 || part > whole) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace tsunagi::insight

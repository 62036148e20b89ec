// What part of a sum of money some of it is, and how much of it comes to each.
#pragma once

#include <cstdint>
#include <optional>

namespace tsunagi::insight {

// Of each of `whole`; no value where there is none.
constexpr std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(whole);
}

// Refunds can leave a part that is less than nothing or more than the whole. Neither is a share of
// it, nor is anything a share of nothing: no value.
constexpr std::optional<double> share_of_money(std::int64_t part, std::int64_t whole) {
    if (part < 0 || part > whole) return std::nullopt;
    return ratio(part, whole);
}

}  // namespace tsunagi::insight

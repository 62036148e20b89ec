#include "journey/terms.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace tsunagi::journey {

namespace {

struct Step {
    std::string_view before;
    std::string_view after;
};

// "quantity 1 -> 3" without its name; nothing when the part is of another kind.
std::optional<Step> step_of(std::string_view part, std::string_view name) {
    constexpr std::string_view kArrow = " -> ";
    const auto arrow = part.find(kArrow);
    if (!part.starts_with(name) || arrow == std::string_view::npos) return std::nullopt;
    return Step{part.substr(name.size(), arrow - name.size()), part.substr(arrow + kArrow.size())};
}

// The number a text begins with, when it is one of a price or a length; else `otherwise`.
template <class T>
T number_in(std::string_view text, T otherwise) {
    T value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    return end.ec == std::errc{} && value >= 0 ? value : otherwise;
}

void read_part(std::string_view part, TermsChange& change) {
    if (const auto cycle = step_of(part, "cycle ")) {
        change.cycle_before = number_in(cycle->before, 0);
        change.in_days_before = cycle->before.ends_with(" day");
    } else if (const auto quantity = step_of(part, "quantity ")) {
        change.quantity_before = number_in(quantity->before, 0);
        change.quantity_after = number_in(quantity->after, 0);
    } else if (const auto price = step_of(part, "price ")) {
        change.price_before = number_in<std::int64_t>(price->before, -1);
        change.price_after = number_in<std::int64_t>(price->after, -1);
    } else if (step_of(part, "product ")) {
        change.other_product = true;
    }
}

}  // namespace

TermsChange terms_change(std::string_view detail) {
    TermsChange change;
    while (!detail.empty()) {
        const auto end = std::min(detail.find("; "), detail.size());
        read_part(detail.substr(0, end), change);
        detail.remove_prefix(std::min(end + 2, detail.size()));
    }
    return change;
}

Terms before(Terms after, const TermsChange& change) {
    if (change.price_before >= 0) {
        after.price = change.price_before;
    } else if (change.quantity_before > 0 && change.quantity_after > 0) {
        after.price = after.price * change.quantity_before / change.quantity_after;
    }
    if (change.cycle_before > 0) {
        after.cycle = change.cycle_before;
        after.in_days = change.in_days_before;
    }
    return after;
}

std::int32_t monthly_price(const Terms& terms) {
    constexpr double kDaysOfMonth = 365.25 / 12;
    const double deliveries = (terms.in_days ? kDaysOfMonth : 1.0) / std::max(1, terms.cycle);
    const double monthly = std::round(static_cast<double>(terms.price) * deliveries);
    constexpr double kMost = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::clamp(monthly, -kMost, kMost));
}

}  // namespace tsunagi::journey

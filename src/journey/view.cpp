#include "journey/view.h"

namespace tsunagi::journey {

View::Place View::place(CustomerCode code) const {
    const Column<CustomerCode>& replaced = delta->code;
    const auto* found = std::lower_bound(replaced.begin(), replaced.end(), code);
    if (found != replaced.end() && *found == code) {
        return {&delta->part, static_cast<std::uint32_t>(found - replaced.begin())};
    }
    ASSERT(code < base->size());
    return {base.get(), code};
}

std::int64_t View::customer_id(CustomerCode code) const {
    const Place at = place(code);
    return at.part->people.id[at.index];
}

std::optional<CustomerCode> View::code_of(std::int64_t customer_id) const {
    const Column<std::int64_t>& known = base->people.id;
    const auto* found = std::lower_bound(known.begin(), known.end(), customer_id);
    if (found != known.end() && *found == customer_id) {
        return static_cast<CustomerCode>(found - known.begin());
    }
    // The journeys that extend the base are the last of the delta, in order of their ids.
    const Column<std::int64_t>& ids = delta->part.people.id;
    const auto* first_added = ids.end() - delta->added;
    found = std::lower_bound(first_added, ids.end(), customer_id);
    if (found == ids.end() || *found != customer_id) return std::nullopt;
    return base->size() + static_cast<CustomerCode>(found - first_added);
}

}  // namespace tsunagi::journey

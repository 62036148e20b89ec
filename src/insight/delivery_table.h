// How many waited after each delivery, and what became of it: the table from which retention,
// survival and the hazard of cancelling are read.
//
// At risk for delivery n + 1 is who was shipped delivery n; the event is a cancellation that takes
// effect before n + 1 is shipped; who still waits on the as-of day is censored. Paused and skipped
// subscriptions wait. See spells.h.
#pragma once

#include "insight/rate.h"
#include "journey/filter.h"

#include <cstdint>
#include <vector>

namespace tsunagi::insight {

enum class SplitBy { None, Product, Medium, Prefecture };
BOOST_DESCRIBE_ENUM(SplitBy, None, Product, Medium, Prefecture)

inline constexpr int kMostDeliveries = 64;  // numbers beyond stand with the 63rd

struct DeliveryCell {
    std::uint32_t open = 0;
    std::uint32_t continued = 0;
    std::uint32_t cancelled = 0;

    std::int64_t at_risk() const {
        return std::int64_t{open} + std::int64_t{continued} + std::int64_t{cancelled};
    }
};

// Who waits counts as kept so far: beyond a fifth of them the share says more than is known.
inline bool many_wait(std::int64_t waiting, std::int64_t at_risk) { return 5 * waiting > at_risk; }

// Few came to it, or many of them wait: its rate will yet change.
inline bool is_immature(const DeliveryCell& cell) {
    return cell.at_risk() < kFew || many_wait(cell.open, cell.at_risk());
}

class DeliveryTable {
public:
    explicit DeliveryTable(int groups);

    int groups() const { return groups_; }
    const DeliveryCell& cell(int group, int delivery) const {
        return cells_[index(group, delivery)];
    }
    DeliveryCell& cell(int group, int delivery) { return cells_[index(group, delivery)]; }

private:
    std::size_t index(int group, int delivery) const {
        const int cell = group * kMostDeliveries + delivery;
        return static_cast<std::size_t>(cell);
    }
    int groups_;
    std::vector<DeliveryCell> cells_;
};

// Spells that start in the filter's days, of its products. Groups are numbers of words.
DeliveryTable delivery_table(const journey::Scope&, SplitBy);

}  // namespace tsunagi::insight

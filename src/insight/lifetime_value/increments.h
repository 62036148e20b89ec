// What customers brought per step of 30 days since they began, and its life table.
#pragma once

#include "insight/starts.h"

#include <cstdint>
#include <vector>

namespace tsunagi::insight {

inline constexpr int kStepDays = 30;

struct ValueStep {
    std::int64_t n = 0;          // whose step is over
    std::int64_t sum = 0;        // of those n, up to this step
    std::int64_t increment = 0;  // of those n, in this step
    double corrected = 0;        // up to this step
    double variance = 0;         // of corrected
};

struct ValueGroup {
    std::int64_t customers = 0;
    std::vector<ValueStep> steps;  // up to the last that is over for anybody
};

// What a line brings: its amount, or that less the cost of its pieces by product number.
struct Worth {
    std::vector<std::int64_t> cost{};   // empty: sales
    std::vector<std::uint8_t> known{};  // whether the product has a cost

    std::int64_t of(const journey::OrderLane& lane, journey::Row row) const {
        const std::int64_t amount = lane.amount_at(row);
        if (cost.empty()) return amount;
        const std::size_t product = lane.product[row];
        if (known[product] == 0) return 0;
        const bool voided = (lane.flags[row] & journey::OrderLane::kVoid) != 0;
        return voided ? amount : amount - cost[product] * lane.quantity_at(row);
    }
};
// By the costs that the labels tell.
Worth profit_of(const Question&);

// By group; the last is everybody.
std::vector<ValueGroup> count_value(const journey::Scope&, const StartGroups&, const Worth&);

}  // namespace tsunagi::insight

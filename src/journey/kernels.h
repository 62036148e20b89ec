// Kernels are the inner loops that gain from wide registers: a journey is short (ten lines at the
// median), so masked 512-bit loads beat a loop with a tail. The widest that the machine has is
// chosen when the program starts.
#pragma once

#include "journey/lanes.h"

#include <string_view>
#include <vector>

namespace tsunagi::journey {

struct OrderTotals {
    std::int32_t orders = 0;    // that count
    std::int32_t last_day = 0;  // of the last of them; 0 without one
    std::int64_t amount = 0;
};

struct Kernel {
    std::string_view name;  // "avx512", "avx2", "scalar"
    // Heads and inline amounts of `count` consecutive lines in order of their days.
    OrderTotals (*totals)(const LaneDay* day, const std::int32_t* amount, std::uint32_t count);
    // The same of `count` journeys whose rows are offsets[i] … offsets[i + 1].
    void (*totals_of_each)(const LaneDay* day, const std::int32_t* amount, const Row* offsets,
                           std::uint32_t count, OrderTotals* sums);
    // Which of the first 32 lines of each journey are heads: bit i is line offsets[k] + i.
    void (*heads_of_each)(const LaneDay* day, const Row* offsets, std::uint32_t count,
                          std::uint32_t* heads);
};

// Every kernel this machine can run, the widest first; the first is `kernel`.
const std::vector<Kernel>& runnable_kernels();
extern const Kernel kernel;

inline OrderTotals totals(const Range<OrderLane>& lines) {
    const OrderLane& lane = lines.lane();
    OrderTotals sum = kernel.totals(lane.day.data() + lines.first(),
                                    lane.amount.data() + lines.first(), lines.size());
    if (!lane.wide_row.empty()) sum.amount += lane.wide_between(lines.first(), lines.last());
    return sum;
}

}  // namespace tsunagi::journey

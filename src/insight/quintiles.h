// Exact fifths (or thirds, quarters) of many values without sorting them: a histogram finds the
// bucket of each cut, and only the values of those buckets are looked at again.
#pragma once

#include "journey/column.h"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace tsunagi::insight {

// Cut k is the smallest value that at least (k + 1)/parts of the values do not exceed; cuts from
// parts - 1 on are kNoCut, which nothing exceeds.
using Cuts = std::array<std::int64_t, 4>;
inline constexpr std::int64_t kNoCut = std::numeric_limits<std::int64_t>::max();
inline constexpr Cuts kNoCuts{kNoCut, kNoCut, kNoCut, kNoCut};

inline void add_all(std::vector<std::uint32_t>& to, const std::vector<std::uint32_t>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

// Cuts of values whose counts are given; requires total = sum of counts > 0, 1 <= parts <= 5.
Cuts quintiles(std::span<const std::uint32_t> counts, std::int64_t total, int parts = 5);

// classes[v]: how many cuts v exceeds.
std::vector<std::uint8_t> classes(const Cuts&, std::size_t values);

// Counts of amounts in 65,536 buckets that keep their order.
class AmountHistogram {
public:
    static std::uint32_t bucket(std::int64_t amount) {
        constexpr std::int64_t kMost = 0xffff;
        const std::int64_t at = amount >> 6;
        return static_cast<std::uint32_t>(at < 0 ? 0 : at > kMost ? kMost : at);
    }
    void add(std::int64_t amount) { ++counts_[bucket(amount)]; }
    void merge(const AmountHistogram& other) { add_all(counts_, other.counts_); }
    std::span<const std::uint32_t> counts() const { return counts_; }

private:
    std::vector<std::uint32_t> counts_ = std::vector<std::uint32_t>(0x10000);
};

// Cuts of the amounts of those whose `orders` is not 0; the histogram holds the same amounts.
Cuts exact_quintiles(const AmountHistogram&, const journey::Cells<std::uint16_t>& orders,
                     const journey::Cells<std::int64_t>& amounts, std::int64_t total, int threads,
                     int parts = 5);

}  // namespace tsunagi::insight

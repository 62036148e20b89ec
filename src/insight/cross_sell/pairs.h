// How many customers bought a product, two products, and in which order.
#pragma once

#include "journey/filter.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tsunagi::insight {

inline constexpr std::size_t kMostPairedProducts = 512;

// The products that stand on the most lines, by rank.
class RankedProducts {
public:
    static constexpr std::uint16_t kNone = 0xffff;

    explicit RankedProducts(const journey::Scope&);

    std::size_t size() const { return number_.size(); }
    int number(std::size_t rank) const { return number_[rank]; }
    std::uint16_t rank(int number) const { return rank_[static_cast<std::size_t>(number)]; }
    bool all() const { return all_; }  // none was left out

private:
    std::vector<int> number_;
    std::vector<std::uint16_t> rank_;
    bool all_ = true;
};

class PairCounts {
public:
    PairCounts(const journey::Scope&, const RankedProducts&);

    std::int64_t customers() const { return customers_; }
    std::int64_t bought(std::size_t a) const { return both(a, a); }
    // Requires a <= b.
    std::int64_t both(std::size_t a, std::size_t b) const {
        return counts_[a * kMostPairedProducts + b];
    }

private:
    std::int64_t customers_ = 0;
    std::vector<std::uint32_t> counts_;
};

struct ProductPair {
    std::size_t a;  // ranks, a < b
    std::size_t b;
};

struct PairOrder {
    std::int64_t a_first = 0;
    std::int64_t b_first = 0;
    std::optional<double> median_days{};  // of both
};

std::vector<PairOrder> orders_of(const journey::Scope&, const RankedProducts&,
                                 std::span<const ProductPair>);

}  // namespace tsunagi::insight

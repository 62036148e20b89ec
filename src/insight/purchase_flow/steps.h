// The first three orders of each customer, counted.
#pragma once

#include "insight/question.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tsunagi::insight {

inline constexpr int kSteps = 3;

// What stands at a step instead of a product.
enum class Instead : std::int64_t { Others = -1, NoneYet = -2, MayStill = -3 };

struct FirstOrders {
    int count = 0;
    std::array<int, kSteps> day{};
    std::array<int, kSteps> product{};  // numbers

    explicit FirstOrders(const journey::Range<journey::OrderLane>&);
    // By the heads among the first 32 lines (kernels.h); some must be among them.
    FirstOrders(const journey::Range<journey::OrderLane>&, std::uint32_t heads);
};

// Products of each step as places: the most frequent first, then `others`, and after them the two
// places of those who have no such order, `days` or more and fewer after the one before.
class StepPlaces {
public:
    StepPlaces(const journey::Scope&, int most, int days);

    int others(int step) const { return static_cast<int>(tops_[at(step)].size()); }
    int count(int step) const { return others(step) + 3; }
    // Place of a customer at a step; nothing when there was no step before it.
    std::optional<int> place(const FirstOrders&, int step, int as_of) const;
    // The product's id, or an Instead.
    std::int64_t key(const journey::Words&, int step, int place) const;
    bool counts(const FirstOrders& orders) const {
        return orders.count > 0 && scope_->covers(orders.day[0]) && scope_->has(orders.product[0]);
    }
    int days() const { return days_; }

private:
    static std::size_t at(int step) { return static_cast<std::size_t>(step); }
    const journey::Scope* scope_;
    int days_;
    std::array<std::vector<int>, kSteps> tops_;            // product numbers by place
    std::array<std::vector<std::uint8_t>, kSteps> place_;  // by product number
};

// One row per way that was gone.
struct Way {
    std::array<int, kSteps> place;  // after the last order: of those who have none; then 0
    int steps;                      // how many of the places are said: 2 or 3
    std::int64_t customers;
};

struct Onward {
    std::int64_t customers = 0;  // with this order
    std::int64_t ripe = 0;       // of them: `days` or more ago
    std::int64_t within = 0;     // of those: ordered again within `days`
    std::int64_t again = 0;      // ordered again at all
    std::optional<double> median_days{};
};

struct StepCounts {
    std::vector<Way> ways;                             // the most gone first
    std::array<std::vector<Onward>, kSteps - 1> from;  // by place of the step left
    std::array<std::vector<std::optional<double>>, kSteps - 1> median_days;  // from * count + to
    std::int64_t customers = 0;
};

StepCounts count_steps(const journey::Scope&, const StepPlaces&);

}  // namespace tsunagi::insight

// Who was in force and who left in each of two periods, by one split: the counting behind
// cancellation_change.h.
#pragma once

#include "insight/grouping.h"
#include "insight/periods.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi::insight {

// The split that the question's choice "by" names: a Grouping, or the delivery after which a spell
// waited at the end of the period or left (0: none yet; beyond the 24th together).
class Places {
public:
    explicit Places(const Question&);

    bool by_delivery() const { return !grouping_; }
    std::size_t size() const;
    std::size_t of(const journey::Journey&, int product, int start, int delivery) const;
    std::string key(std::size_t place) const;
    std::string label(std::size_t place) const;
    std::optional<std::size_t> find(std::string_view key) const;

private:
    const Question& question_;
    std::optional<Grouping> grouping_;  // nothing: by delivery
};

struct PeriodCount {
    std::int64_t in_force = 0;  // spells
    std::int64_t left = 0;
    std::vector<std::int64_t> by_reason;
    std::vector<std::int64_t> by_place;  // who left
    std::vector<std::int64_t> units;     // spells by place; their sum is in_force
};

struct LeaverCount {
    std::array<PeriodCount, 2> periods;
};

LeaverCount count_leavers(const journey::Scope&, const Places&, const Periods&);

// A cell of the answer: "now/all", "before/reason/price", "now/cell/KEY".
struct Wanted {
    std::size_t period = 0;
    std::optional<int> reason{};
    std::optional<std::size_t> place{};
};
// Nothing for a key that names no cell.
std::optional<Wanted> leavers_of(const Question&, const Places&, std::string_view key);
std::vector<journey::CustomerCode> find_leavers(const journey::Scope&, const Places&,
                                                const Periods&, const Wanted&);

}  // namespace tsunagi::insight

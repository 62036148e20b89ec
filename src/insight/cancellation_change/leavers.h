// Who was in force and who left in each of two periods, by one split: the counting behind
// cancellation_change.h.
#pragma once

#include "insight/grouping.h"
#include "insight/periods.h"
#include "insight/spells.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi::insight {

// The split that the question's choice "by" names: a Grouping; the delivery after which a spell
// waited at the end of the period or left (0: none yet; beyond the 24th together); or the operator
// who took the contact in which the cancellation was asked for (asked_in.h; the last place: nobody
// did), which only those who left have.
class Places {
public:
    explicit Places(const Question&);

    bool by_delivery() const { return kind_ == Kind::Delivery; }
    bool by_agent() const { return kind_ == Kind::Agent; }
    std::size_t size() const;
    // Of a waiting; by operator of one that a cancellation ended, of a subscription that ran since
    // that lane day as far as is known.
    std::size_t of(const journey::Journey&, const Waiting&, int since) const;
    std::string key(std::size_t place) const;
    std::string label(std::size_t place) const;
    std::optional<std::size_t> find(std::string_view key) const;

private:
    enum class Kind { Grouping, Delivery, Agent };

    const Question& question_;
    Kind kind_;
    std::optional<Grouping> grouping_{};
    int cancel_;  // the purpose
};

struct PeriodCount {
    std::int64_t in_force = 0;  // spells
    std::int64_t left = 0;
    std::vector<std::int64_t> by_reason;
    std::vector<std::int64_t> by_place;  // who left
    std::vector<std::int64_t> units;     // spells by place; but by operator their sum is in_force
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

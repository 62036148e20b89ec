// Days until something happens, of groups: counted by a fold, read as Kaplan-Meier curves.
//
//   EndDays ends(groups, longest);            // inside a fold: ends.add(group, days, happened)
//   for (const TimeCurve& curve : curves_of(ends, most)) curve.at(90) …
//
// Who is still waiting on the as-of day is added as not happened, with the days waited so far.
#pragma once

#include "insight/report.h"
#include "insight/survival.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tsunagi::insight {

class EndDays {
public:
    // Longer times stand with the longest.
    EndDays(std::size_t groups, int longest)
        : groups_(groups), days_(static_cast<std::size_t>(std::max(longest, 0)) + 1),
          happened_(groups * days_), waiting_(groups * days_) {}

    void add(std::size_t group, int days, bool happened) {
        const auto day = std::min(static_cast<std::size_t>(std::max(days, 0)), days_ - 1);
        ++(happened ? happened_ : waiting_)[group * days_ + day];
    }
    void merge(const EndDays& other) {
        for (std::size_t i = 0; i < happened_.size(); ++i) {
            happened_[i] += other.happened_[i];
            waiting_[i] += other.waiting_[i];
        }
    }
    std::size_t groups() const { return groups_; }
    // Of days 0, 1 … of one group; empty when it has nobody.
    std::vector<RiskSet> risk_sets(std::size_t group) const;

private:
    std::size_t groups_;
    std::size_t days_;
    std::vector<std::uint32_t> happened_;
    std::vector<std::uint32_t> waiting_;
};

struct TimeCurve {
    std::size_t group = 0;
    std::vector<RiskSet> sets;
    std::vector<Survival> survival;  // it has not happened by the end of each day

    std::int64_t n() const { return sets.empty() ? 0 : sets.front().at_risk; }
    std::int64_t happened() const;
    // It has not happened by the end of a day; no value beyond the longest time anybody was seen,
    // unless it has happened to everybody. n: those who are still waiting then.
    Cell at(int day) const;
    // It has happened by the end of a day.
    Cell happened_by(int day) const;
    // The first day on which it has happened to at least half; no value while it has not.
    Cell median() const;
};

// Of the groups that have anybody, the largest first, at most `most`.
std::vector<TimeCurve> curves_of(const EndDays&, std::size_t most);

// log_rank() of the curves' risk sets, as a headline cell: p, nothing for one group.
Cell log_rank_cell(const std::vector<TimeCurve>&);

}  // namespace tsunagi::insight

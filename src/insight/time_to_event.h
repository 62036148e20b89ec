// Days until something happens, of groups: counted by a fold, read as Kaplan-Meier curves.
//
//   EndDays ends(longest);                    // inside a fold: ends.add(group, days, happened)
//   for (const TimeCurve& curve : curves_of(ends, most)) curve.at(90) …
//
// Who is still waiting on the as-of day is added as not happened, with the days waited so far.
#pragma once

#include "insight/report.h"
#include "insight/survival.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace tsunagi::insight {

struct TimeCurve;

class EndDays {
public:
    // Longer times stand with the longest, at most 32,767. One word is kept for each.
    explicit EndDays(int longest)
        : longest_(static_cast<std::uint32_t>(std::clamp(longest, 0, 0x7fff))) {}

    // Groups are numbers below 65,536.
    void add(std::size_t group, int days, bool happened) {
        const auto day = std::min(static_cast<std::uint32_t>(std::max(days, 0)), longest_);
        ends_.push_back(static_cast<std::uint32_t>(group) << 16 | day << 1 | (happened ? 1u : 0u));
    }
    void merge(const EndDays& other) {
        ends_.insert(ends_.end(), other.ends_.begin(), other.ends_.end());
    }
    // Of all groups together.
    std::int64_t n() const { return std::ssize(ends_); }
    std::int64_t happened() const;
    std::vector<std::int64_t> sizes() const;  // by group

private:
    friend std::vector<TimeCurve> curves_of(const EndDays&, std::size_t);

    std::uint32_t longest_;
    std::vector<std::uint32_t> ends_;  // group, days, happened: 16, 15 and 1 bits
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

// What a picture of curves shows: every so many days up to the last, it has or has not happened.
struct ShownDays {
    int last = 0;
    int step = 1;
    Cell (TimeCurve::*cell)(int day) const = &TimeCurve::at;
};

// A column for each curve, named by its group's key and label, and a row for each shown day, behind
// the figure's column of days.
template <class Groups>
void draw_curves(Figure& figure, const Groups& groups, std::span<const TimeCurve> curves,
                 const ShownDays& shown) {
    for (const TimeCurve& curve : curves) {
        figure.columns.push_back({groups.key(curve.group), groups.label(curve.group), Unit::Share});
    }
    for (int day = 0; day <= shown.last; day += shown.step) {
        std::vector<Cell> cells{count_cell(day)};
        for (const TimeCurve& curve : curves) cells.push_back((curve.*shown.cell)(day));
        figure.add(std::move(cells));
    }
}

// log_rank() of the curves' risk sets, as a headline cell: p, nothing for one group. n: those in
// the curves.
Cell log_rank_cell(std::span<const TimeCurve>);
// The first ones, or all when there are fewer.
std::span<const TimeCurve> first_of(std::span<const TimeCurve>, std::size_t most);

}  // namespace tsunagi::insight

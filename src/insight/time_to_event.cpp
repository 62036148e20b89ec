#include "insight/time_to_event.h"

#include "insight/grouping.h"
#include "insight/log_rank.h"

#include <ranges>
#include <utility>

namespace tsunagi::insight {

namespace {

// Of days 0, 1 … up to the longest time anybody was seen. counts: who ended on each day, and to how
// many of them it happened.
TimeCurve curve_of(std::size_t group, std::vector<RiskSet> counts) {
    while (!counts.empty() && counts.back().at_risk == 0) counts.pop_back();
    std::int64_t at_risk = 0;
    for (RiskSet& set : std::views::reverse(counts)) set.at_risk = at_risk += set.at_risk;
    TimeCurve curve{.group = group, .sets = std::move(counts), .survival = {}};
    curve.survival = kaplan_meier(curve.sets);
    return curve;
}

}  // namespace

std::int64_t EndDays::happened() const {
    return std::ranges::count_if(ends_, [](std::uint32_t end) { return (end & 1) != 0; });
}

std::vector<std::int64_t> EndDays::sizes() const {
    std::vector<std::int64_t> sizes(std::size_t{1} << 16);
    for (const std::uint32_t end : ends_) ++sizes[end >> 16];
    return sizes;
}

std::int64_t TimeCurve::happened() const {
    std::int64_t sum = 0;
    for (const RiskSet& set : sets) sum += set.events;
    return sum;
}

Cell TimeCurve::at(int day) const {
    const auto place = static_cast<std::size_t>(day);
    if (place >= survival.size()) {
        const bool all = !survival.empty() && survival.back().value == 0;
        if (!all) return {};
        return {.value = 0, .low = 0, .high = survival.back().high, .n = 0, .immature = n() < kFew};
    }
    const Survival& point = survival[place];
    const std::int64_t left = sets[place].at_risk - sets[place].events;
    return {.value = point.value,
            .low = point.low,
            .high = point.high,
            .n = left,
            .immature = left < kFew};
}

Cell TimeCurve::happened_by(int day) const {
    Cell cell = at(day);
    if (!cell.value) return cell;
    const double low = *cell.low;
    cell.value = 1 - *cell.value;
    cell.low = 1 - *cell.high;
    cell.high = 1 - low;
    return cell;
}

Cell TimeCurve::median() const {
    for (std::size_t day = 0; day < survival.size(); ++day) {
        if (survival[day].value <= 0.5) return number_cell(static_cast<double>(day), n());
    }
    return {.n = n()};
}

std::vector<TimeCurve> curves_of(const EndDays& ends, std::size_t most) {
    const auto groups = largest(ends.sizes(), most);
    constexpr auto kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> places(std::size_t{1} << 16, kNone);
    for (std::size_t i = 0; i < groups.size(); ++i) places[groups[i]] = i;
    std::vector<std::vector<RiskSet>> counts(groups.size(),
                                             std::vector<RiskSet>(ends.longest_ + 1));
    for (const std::uint32_t end : ends.ends_) {
        const std::size_t place = places[end >> 16];
        if (place == kNone) continue;
        RiskSet& on = counts[place][end >> 1 & 0x7fff];
        ++on.at_risk;
        on.events += end & 1;
    }
    std::vector<TimeCurve> curves;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        curves.push_back(curve_of(groups[i], std::move(counts[i])));
    }
    return curves;
}

std::span<const TimeCurve> first_of(std::span<const TimeCurve> curves, std::size_t most) {
    return curves.first(std::min(curves.size(), most));
}

Cell log_rank_cell(std::span<const TimeCurve> curves) {
    std::vector<std::vector<RiskSet>> groups;
    std::size_t longest = 0;
    std::int64_t n = 0;
    for (const TimeCurve& curve : curves) {
        groups.push_back(curve.sets);
        longest = std::max(longest, curve.sets.size());
        n += curve.n();
    }
    for (auto& sets : groups) sets.resize(longest);
    return {.value = log_rank(groups).p, .n = n};
}

}  // namespace tsunagi::insight

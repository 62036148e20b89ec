#include "insight/time_to_event.h"

#include "insight/log_rank.h"

#include <utility>

namespace tsunagi::insight {

std::vector<RiskSet> EndDays::risk_sets(std::size_t group) const {
    std::vector<RiskSet> sets(days_);
    std::int64_t at_risk = 0;
    for (std::size_t day = days_; day-- > 0;) {
        const std::size_t at = group * days_ + day;
        at_risk += std::int64_t{happened_[at]} + std::int64_t{waiting_[at]};
        sets[day] = {at_risk, happened_[at]};
    }
    while (!sets.empty() && sets.back().at_risk == 0) sets.pop_back();
    return sets;
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
        return all ? Cell{.value = 0, .low = 0, .high = 0, .n = 0, .immature = n() < kFew} : Cell{};
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
    std::vector<TimeCurve> curves;
    for (std::size_t group = 0; group < ends.groups(); ++group) {
        TimeCurve curve{.group = group, .sets = ends.risk_sets(group), .survival = {}};
        if (curve.sets.empty()) continue;
        curve.survival = kaplan_meier(curve.sets);
        curves.push_back(std::move(curve));
    }
    std::ranges::sort(curves, [](const TimeCurve& a, const TimeCurve& b) {
        return std::pair(b.n(), a.group) < std::pair(a.n(), b.group);
    });
    if (curves.size() > most) curves.resize(most);
    return curves;
}

Cell log_rank_cell(const std::vector<TimeCurve>& curves) {
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

#include "board/kpi_standing.h"

#include "insight/catalogue.h"

#include <algorithm>

namespace tsunagi::board {

namespace {

// Days that have passed, the last one among them, of all days.
double elapsed_share(const Kpi& kpi, Day last) {
    const double all = kpi.to_on - kpi.from_on + 1;
    const double passed = last - kpi.from_on + 1;
    return std::clamp(passed / all, 0.0, 1.0);
}

Day first_of(Month month) { return day_of(first_day(month)).value(); }
Day last_of(Month month) { return first_of({month.number + 1}) - 1; }

// The first month that lies in the period from its first day on.
Month first_month(const Kpi& kpi) {
    const Month month = month_of(kpi.from_on);
    return first_of(month) == kpi.from_on ? month : Month{month.number + 1};
}

bool is_of_a_month(const Kpi& kpi) {
    const auto keys = insight::analysis_named(kpi.analysis).of_a_month;
    return std::ranges::find(keys, kpi.headline) != keys.end();
}

Day judged_on(const Kpi& kpi) {
    const Day over = last_of(first_month(kpi)) + 1;
    return over <= kpi.to_on + (is_of_a_month(kpi) ? 1 : 0) ? over : kpi.to_on;
}

// The last month that lies in the period and is over.
std::optional<Month> last_month(const Kpi& kpi, Day as_of) {
    const Month month{month_of(as_of).number - 1};
    if (month < first_month(kpi)) return std::nullopt;
    return month;
}

Days measured(const Kpi& kpi, Day as_of) {
    if (is_of_a_month(kpi)) {
        if (const auto month = last_month(kpi, as_of)) return {first_of(*month), last_of(*month)};
    }
    return {kpi.from_on, kpi.to_on};
}

bool as_bad_as(const Kpi& kpi, double value, double limit) {
    return kpi.direction == Direction::Higher ? value <= limit : value >= limit;
}

KpiState state_of(double way, double elapsed) {
    if (way >= 1) return KpiState::Reached;
    return way >= elapsed ? KpiState::OnTrack : KpiState::Behind;
}

}  // namespace

SavedQuery query_of(const Kpi& kpi, Day today) {
    auto query = kpi.query;
    // A month that ends with the period is over on the day after.
    query.as_of = std::min(today, kpi.to_on + (is_of_a_month(kpi) ? 1 : 0));
    const Days days = measured(kpi, *query.as_of);
    query.from = days.from;
    query.to = days.to;
    return query;
}

KpiStanding standing_of(const Kpi& kpi, const insight::Report& report, Day as_of) {
    const Days days = measured(kpi, as_of);
    const Day last = std::min(days.to, as_of);
    KpiStanding standing{.id = kpi.id,
                         .as_of = as_of,
                         .measured_from = days.from,
                         .measured_to = std::max(days.from, last),
                         .judged_on = judged_on(kpi),
                         .label = {},
                         .cell = {},
                         .elapsed = elapsed_share(kpi, last)};
    const bool early = as_of < standing.judged_on;
    if (early) standing.state = KpiState::TooEarly;
    const auto headline = std::ranges::find(report.headlines, kpi.headline,
                                            &insight::Headline::key);
    if (headline == report.headlines.end()) return standing;
    standing.label = headline->label;
    standing.unit = headline->unit;
    standing.cell = headline->cell;
    if (early || !headline->cell.value || headline->cell.immature) return standing;
    const double value = *headline->cell.value;
    const double way = (value - kpi.baseline) / (kpi.target - kpi.baseline);
    standing.progress = std::clamp(way, 0.0, 1.0);
    standing.state = state_of(way, standing.elapsed);
    standing.alert = kpi.alert_at && as_bad_as(kpi, value, *kpi.alert_at);
    return standing;
}

}  // namespace tsunagi::board

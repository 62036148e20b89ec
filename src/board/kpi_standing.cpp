#include "board/kpi_standing.h"

#include <algorithm>

namespace tsunagi::board {

namespace {

// Days that have passed, the as-of day among them, of all days.
double elapsed_share(const Kpi& kpi, Day as_of) {
    const double all = kpi.to_on - kpi.from_on + 1;
    const double passed = as_of - kpi.from_on + 1;
    return std::clamp(passed / all, 0.0, 1.0);
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
    query.as_of = std::min(today, kpi.to_on);
    query.from = kpi.from_on;
    query.to = kpi.to_on;
    return query;
}

KpiStanding standing_of(const Kpi& kpi, const insight::Report& report, Day as_of) {
    KpiStanding standing{.id = kpi.id,
                         .as_of = as_of,
                         .label = {},
                         .cell = {},
                         .elapsed = elapsed_share(kpi, as_of)};
    const auto headline = std::ranges::find(report.headlines, kpi.headline,
                                            &insight::Headline::key);
    if (headline == report.headlines.end()) return standing;
    standing.label = headline->label;
    standing.unit = headline->unit;
    standing.cell = headline->cell;
    if (!headline->cell.value || headline->cell.immature) return standing;
    const double value = *headline->cell.value;
    const double way = (value - kpi.baseline) / (kpi.target - kpi.baseline);
    standing.progress = std::clamp(way, 0.0, 1.0);
    standing.state = state_of(way, standing.elapsed);
    standing.alert = kpi.alert_at && as_bad_as(kpi, value, *kpi.alert_at);
    return standing;
}

}  // namespace tsunagi::board

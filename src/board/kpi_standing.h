// Where a Kpi stands: its headline as the analysis answers it now, how far that is on the way from
// the baseline to the target, and whether the period leaves as much time as there is way left.
#pragma once

#include "board/kpis.h"
#include "insight/report.h"

namespace tsunagi::board {

// Reached: at the target or beyond it. OnTrack: the share of the way is at least the share of the
// period that has passed. NotEnoughData: the analysis has no value, or one it shows grey.
enum class KpiState { OnTrack, Behind, Reached, NotEnoughData };
BOOST_DESCRIBE_ENUM(KpiState, OnTrack, Behind, Reached, NotEnoughData)

struct KpiStanding {
    Id<Kpi> id;
    Day as_of;
    std::string label;  // of the headline; '' when the analysis has none of that key
    insight::Unit unit = insight::Unit::Number;
    insight::Cell cell;              // with interval and n
    std::optional<double> progress;  // 0 to 1
    double elapsed = 0;              // share of the period, 0 to 1
    KpiState state = KpiState::NotEnoughData;
    bool alert = false;
};
BOOST_DESCRIBE_STRUCT(KpiStanding, (),
                      (id, as_of, label, unit, cell, progress, elapsed, state, alert))

// What is asked for it: the query within the KPI's period. When that has ended, as things were
// known on its last day.
SavedQuery query_of(const Kpi&, Day today);
// Requires the report of that query.
KpiStanding standing_of(const Kpi&, const insight::Report&, Day as_of);

}  // namespace tsunagi::board

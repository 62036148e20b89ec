// Where a Kpi stands: its headline as the analysis answers it now, how far that is on the way from
// the baseline to the target, and whether the period leaves as much time as there is way left.
//
// It is judged from the day on which the first whole month of the period is over, of a period
// without one on its last day: before that a day of leavers would stand against a month's target.
// A headline that speaks of a month (Analysis::of_a_month) is measured so: the last month that lies
// in the period and is over, never the months together. Others are measured from the start of the
// period on.
#pragma once

#include "board/kpis.h"
#include "insight/report.h"

namespace tsunagi::board {

// Reached: at the target or beyond it. OnTrack: the share of the way is at least the share of the
// period that had passed when what is measured ended. TooEarly: not judged yet, whatever the value.
// NotEnoughData: the analysis has no value, or one it shows grey.
enum class KpiState { OnTrack, Behind, Reached, NotEnoughData, TooEarly };
BOOST_DESCRIBE_ENUM(KpiState, OnTrack, Behind, Reached, NotEnoughData, TooEarly)

struct KpiStanding {
    Id<Kpi> id;
    Day as_of;
    Day measured_from;  // the days of the value, both inclusive
    Day measured_to;
    Day judged_on;      // the first day on which it is judged
    std::string label;  // of the headline; '' when the analysis has none of that key
    insight::Unit unit = insight::Unit::Number;
    insight::Cell cell;              // with interval and n
    std::optional<double> progress;  // 0 to 1; nothing before it is judged
    double elapsed = 0;              // share of the period until measured_to, 0 to 1
    KpiState state = KpiState::NotEnoughData;
    bool alert = false;  // never before it is judged
};
BOOST_DESCRIBE_STRUCT(KpiStanding, (),
                      (id, as_of, measured_from, measured_to, judged_on, label, unit, cell,
                       progress, elapsed, state, alert))

// What is asked for it: the query within the days that are measured. When the period has ended, as
// things were known on its last day, of a month on the day after.
SavedQuery query_of(const Kpi&, Day today);
// Requires the report of that query, and its as-of day.
KpiStanding standing_of(const Kpi&, const insight::Report&, Day as_of);

}  // namespace tsunagi::board

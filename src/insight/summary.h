// The shop at a glance, for the first page: this month's cancellations, the last thirteen months,
// and what yesterday was like against the four weeks before.
#pragma once

#include "insight/labels.h"
#include "insight/rate.h"
#include "journey/filter.h"
#include "record/facts.h"

#include <vector>

namespace tsunagi::insight {

struct MonthSummary {
    Month month;
    std::int64_t cancellations = 0;
    std::int64_t active = 0;  // subscriptions in force on any day of the month
    Rate rate{};              // cancellations / active, up to the as-of day
    Rate previous{};          // of the whole month before
};
BOOST_DESCRIBE_STRUCT(MonthSummary, (), (month, cancellations, active, rate, previous))

struct TrendMonth {
    Month month;
    std::int64_t started = 0;
    std::int64_t cancelled = 0;
    std::int64_t active = 0;
};
BOOST_DESCRIBE_STRUCT(TrendMonth, (), (month, started, cancelled, active))

struct Summary {
    MonthSummary month;
    std::vector<TrendMonth> trend;      // thirteen months, the current one last
    std::vector<record::Fact> changes;  // cancellations, starts and sales of yesterday
};
BOOST_DESCRIBE_STRUCT(Summary, (), (month, trend, changes))

// `seen`: the customers of a limited viewer; null: all of the shop.
Summary summary(const journey::Snapshot&, const Labels&, const journey::Bitmap* seen = nullptr,
                int threads = 2);

}  // namespace tsunagi::insight

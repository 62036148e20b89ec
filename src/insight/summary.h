// The shop at a glance, for the first page: this month's cancellations, the last thirteen months,
// and what yesterday was like against the four weeks before.
#pragma once

#include "base/viewer.h"
#include "insight/rate.h"
#include "journey/filter.h"
#include "record/facts.h"

#include <array>
#include <vector>

namespace tsunagi::insight {

struct MonthSummary {
    Month month;
    std::int64_t cancellations = 0;
    std::int64_t active = 0;  // subscriptions in force on any day of the month
    Rate rate{};              // cancellations / active, up to the as-of day
    int days = 0;             // of the month, the as-of day with them
    Rate previous{};          // of as many days of the month before
};
BOOST_DESCRIBE_STRUCT(MonthSummary, (), (month, cancellations, active, rate, days, previous))

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

// Counts of the days before the as-of day, by age: 1 is yesterday.
struct DailyCount {
    static constexpr int kUsualDays = 28;  // before yesterday
    std::array<std::int64_t, kUsualDays + 2> days{};
};

// What a summary counts, in no language.
struct SummaryCount {
    MonthSummary month;
    std::vector<TrendMonth> trend;
    DailyCount cancelled;
    DailyCount started;
    DailyCount orders;
};

// `seen`: the customers of a limited viewer; null: all of the shop.
SummaryCount count_summary(const journey::Snapshot&, const journey::Bitmap* seen = nullptr,
                           int threads = 2);
Summary summary_of(const SummaryCount&, Language);

}  // namespace tsunagi::insight

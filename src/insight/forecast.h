// How many calls, mails or orders to expect on each day and in each hour, with an interval.
//
// A day's volume = level · weekday · holiday. Weekday factors are medians of a day against the mean
// of the seven days around it (classical decomposition: J. Shiskin, A. H. Young, J. C. Musgrave,
// "The X-11 variant of the Census Method II", 1967, with medians, so that one campaign leaves no
// mark); the holiday factor is the median of holidays against their weekday; the level follows the
// days without both by exponential smoothing (R. G. Brown, "Statistical Forecasting for Inventory
// Control", 1959) with the weight of five that would have erred least. Hours share a day as the
// same weekdays shared theirs.
//
// The interval is what back-testing shows: from each of the past weeks the following days are
// forecast as they would have been then, and the errors that one in forty was below and one in
// forty above, in each week ahead, are set about the forecast (empirical intervals: W. H. Williams,
// M. L. Goodman, JASA 66 (1971) 752-754).
#pragma once

#include <boost/describe.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tsunagi::insight {

inline constexpr int kFewestDays = 42;  // six weeks; below there is no forecast
inline constexpr int kMostDaysAhead = 56;

struct Volumes {
    int first_weekday = 0;         // of the first day: 0 Monday … 6 Sunday
    std::vector<double> days{};    // one after the other, 0 where nothing came
    std::vector<bool> holidays{};  // of the same days and those ahead; missing: none
};

struct DayForecast {
    double value = 0;
    double low = 0;  // 95 %; never below 0
    double high = 0;
};
BOOST_DESCRIBE_STRUCT(DayForecast, (), (value, low, high))

struct Forecast {
    std::vector<DayForecast> days;
    std::array<double, 7> weekdays{};  // factors, mean 1 over a week
    double holiday = 1;
    double level = 0;
    double weight = 0;      // of the newest day in the level
    double mean_error = 0;  // back-tested: mean |error| of a day against the mean volume, a share
    int tested = 0;         // days that were back-tested
};

// Days after the last. Nothing with fewer than kFewestDays or none with anything. Requires
// 1 <= ahead <= kMostDaysAhead.
std::optional<Forecast> forecast_days(const Volumes&, int ahead);

// Shares of a weekday's hours, each weekday's sum 1 (0 where it never had anything).
using HourShares = std::array<std::array<double, 24>, 7>;
// counts[weekday][hour] of the past.
HourShares hour_shares(const std::array<std::array<std::int64_t, 24>, 7>& counts);

}  // namespace tsunagi::insight

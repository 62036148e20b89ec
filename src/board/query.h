// A SavedQuery is what an analysis was asked on its page: the filter, the analysis' own choices and
// the earlier time or the group that it is compared with. A quick period follows today; days stay
// as they are.
#pragma once

#include "base/described.h"
#include "journey/filter.h"
#include "segment/condition.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::board {

// This month until today, the last whole month, the last 30 and 90 days and 12 months, the last
// 12 whole months, this year until today, the last whole year, and the fiscal year that began on
// the first of April.
enum class QuickPeriod {
    Month,
    LastMonth,
    Days30,
    Days90,
    Months12,
    WholeMonths12,
    Year,
    LastYear,
    Fiscal
};
BOOST_DESCRIBE_ENUM(QuickPeriod, Month, LastMonth, Days30, Days90, Months12, WholeMonths12, Year,
                    LastYear, Fiscal)

// With the period of the same length before it, or with the same period a year earlier.
enum class Comparison { Previous, Year };
BOOST_DESCRIBE_ENUM(Comparison, Previous, Year)

struct SavedQuery {
    std::optional<Day> as_of;  // absent: today
    std::optional<Day> from;
    std::optional<Day> to;
    std::optional<QuickPeriod> period;  // instead of from and to; ends on the as-of day
    std::vector<std::int64_t> product;
    std::vector<std::string> medium;
    std::vector<std::string> prefecture;
    std::optional<std::int64_t> segment;  // only its members
    std::vector<std::string> choices;     // "key:value"
    std::optional<Comparison> compare;
    std::optional<std::int64_t> compare_segment;    // instead: with its members, of the same time
    std::optional<segment::Condition> condition{};  // only who fulfils it; kept nowhere but here
};
BOOST_DESCRIBE_STRUCT(SavedQuery, (),
                      (as_of, from, to, period, product, medium, prefecture, segment, choices,
                       compare, compare_segment, condition))

inline constexpr std::size_t kLongestWord = 200;   // characters
inline constexpr std::size_t kMostBytes = 65'536;  // of a query, as JSON

// Throws InvalidInput below `at`, also for an analysis that is not in the catalogue. Whether the
// segment is there is not known here.
void check_query(std::string_view analysis, const SavedQuery&, std::string_view at = "");

// The kept segments that a query asks for, each with where it names it.
struct AskedSegment {
    std::int64_t id = 0;
    std::string_view pointer;
};
std::vector<AskedSegment> segments_of(std::string_view analysis, const SavedQuery&);

// The query as it is asked on a day.
struct AskedQuery {
    Day as_of;
    journey::Filter filter;
};
AskedQuery asked_on(const SavedQuery&, Day today);

struct Days {
    Day from;
    Day to;
};
// Both inclusive.
Days days_of(QuickPeriod, Day today);

}  // namespace tsunagi::board

template <>
struct tsunagi::rules_of<tsunagi::board::SavedQuery> {
    static constexpr std::array value{
        Rule{.field = "product", .max_length = 200}, Rule{.field = "medium", .max_length = 200},
        Rule{.field = "prefecture", .max_length = 50}, Rule{.field = "choices", .max_length = 50}};
};

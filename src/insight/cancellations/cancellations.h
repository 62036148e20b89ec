// Cancellations: who left, by any two of reason, product, delivery number, month, medium,
// prefecture, operator and segment.
//
//   events   cancellations that took effect in the filter's days
//   at risk  without a delivery axis: spells in force on any of those days (of the month, when a
//            month is an axis). With one: waitings for the next delivery (spells.h), so that the
//            rate of delivery n is the share of those shipped n who left before n + 1.
// A reason has no risk of its own: every reason of a column shares the column's at risk. So do
// operators: who took the contact in which it was asked for (asked_in.h), "none" where none did.
// Who is in several of the chosen segments is counted in each, who is in none in the place "none":
// segments do not add up.
// Delivery 0 is who had started and was shipped nothing yet.
#pragma once

#include "insight/meta.h"
#include "insight/question.h"
#include "insight/rate.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::insight {

enum class Axis { None, Reason, Product, Delivery, Month, Medium, Prefecture, Agent, Segment };
BOOST_DESCRIBE_ENUM(Axis, None, Reason, Product, Delivery, Month, Medium, Prefecture, Agent,
                    Segment)

inline constexpr std::string_view kNoPlace = "none";  // of operators and segments

struct AxisKey {
    std::string key;
    std::string label;
    std::int64_t events = 0;  // of a row: each once
    std::int64_t spells = 0;  // of a row of segments: in force in the filter's days
};
BOOST_DESCRIBE_STRUCT(AxisKey, (), (key, label, events, spells))

struct CancellationCell {
    std::string row;
    std::string column;
    std::int64_t events = 0;
    std::int64_t at_risk = 0;
    Rate rate{};
};
BOOST_DESCRIBE_STRUCT(CancellationCell, (), (row, column, events, at_risk, rate))

struct MonthRate {
    Month month;
    Rate rate{};  // cancelled in the month / spells in force in it
};
BOOST_DESCRIBE_STRUCT(MonthRate, (), (month, rate))

struct ReasonShare {
    std::string key;
    std::string label;
    std::int64_t events = 0;
    double share = 0;  // of all events
};
BOOST_DESCRIBE_STRUCT(ReasonShare, (), (key, label, events, share))

struct Cancellations {
    Meta meta;
    Rate total{};  // cancelled / spells in force in the filter's days
    std::vector<AxisKey> rows;
    std::vector<AxisKey> columns;
    std::vector<CancellationCell> cells;  // those with somebody at risk or leaving
    std::vector<MonthRate> trend;
    std::vector<ReasonShare> pareto;  // the most frequent first
};
BOOST_DESCRIBE_STRUCT(Cancellations, (), (meta, total, rows, columns, cells, trend, pareto))

struct Axes {
    Axis by = Axis::Reason;
    Axis across = Axis::None;
    std::span<const KeptSegment> segments{};  // at most kMostSegmentPlaces, of the scope's view
};
inline constexpr std::size_t kMostSegmentPlaces = 10;

Cancellations cancellations(const journey::Scope&, const journey::Filter&, Axes, const Labels&);

// Places on the two axes; nothing: any.
struct CancellationPlace {
    std::optional<int> row;
    std::optional<int> column;
};

// The row, or row and column "row/column", of keys that the cells have; nothing when there is none.
std::optional<CancellationPlace> row_named(const journey::Scope&, Axes, std::string_view key);
std::optional<CancellationPlace> cell_named(const journey::Scope&, Axes, std::string_view key);

// Customers whose cancellation stands there.
std::vector<journey::CustomerCode> cancellation_people(const journey::Scope&, Axes,
                                                       CancellationPlace);

}  // namespace tsunagi::insight

#include "insight/cancellations/cancellations.h"

#include "insight/cancellations/cancellation_count.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Months;
using journey::Scope;

constexpr Phrase kDefinition{
    "期間中に効力をもった解約の数と、その分母に対する割合。分母は期間中に契約中だった定期"
    "(回数を軸にとるときは、その回をお届けして次回を待っていた定期)です。",
    "Cancellations that took effect in the period, and their share of the subscriptions in force "
    "in it (with delivery numbers as an axis: of those that were shipped that delivery and waited "
    "for the next)."};

// Months of the scope's days, or of the data when they are open.
Months months_of(const Scope& scope) {
    const int first = std::min(scope.view().base->events.extent.first,
                               scope.view().delta->part.events.extent.first);
    return {std::min(std::max(scope.from, first), scope.to), scope.to};
}

// The places of an axis to show, of `events` by place: reasons and products by their events, the
// most first; of deliveries and months all from the first to the last, for a gap is a figure too;
// segments as they were chosen.
std::vector<int> places_to_show(Axis axis, const std::vector<std::int64_t>& events) {
    if (axis == Axis::Segment) {
        std::vector<int> all(events.size());
        std::iota(all.begin(), all.end(), 0);
        return all;
    }
    const bool ordered = axis == Axis::Delivery || axis == Axis::Month;
    std::vector<int> places;
    for (int place = 0; std::size_t(place) < events.size(); ++place) {
        const bool has_some = events[std::size_t(place)] > 0;
        if (has_some || (ordered && !places.empty())) places.push_back(place);
    }
    if (ordered) {
        while (!places.empty() && events[std::size_t(places.back())] == 0) places.pop_back();
        return places;
    }
    std::ranges::sort(places, {},
                      [&](int place) { return std::pair(-events[std::size_t(place)], place); });
    return places;
}

// The cells, and the rows and columns they stand in.
void fill_cells(const CancellationCount& count, Axes axes, const AxisPlaces& rows,
                const AxisPlaces& columns, const Labels& labels, Cancellations& answer) {
    const auto at_risk = count.at_risk();
    std::vector<std::int64_t> of_row(std::size_t(rows.size()));
    std::vector<std::int64_t> of_column(std::size_t(columns.size()));
    for (int row = 0; row < rows.size(); ++row) {
        of_row[std::size_t(row)] = count.events_of_row(row);
        for (int column = 0; column < columns.size(); ++column) {
            of_column[std::size_t(column)] += count.events(row, column);
        }
    }
    const auto shown_columns = places_to_show(axes.across, of_column);
    for (const int column : shown_columns) answer.columns.push_back(columns.named(column, labels));
    for (const int row : places_to_show(axes.by, of_row)) {
        answer.rows.push_back(rows.named(row, labels));
        answer.rows.back().events = of_row[std::size_t(row)];
        if (axes.by == Axis::Segment) {
            answer.rows.back().spells = count.spells_of_segments()[std::size_t(row)];
        }
        for (const int column : shown_columns) {
            const std::int64_t n = at_risk[count.index(row, column)];
            const std::int64_t events = count.events(row, column);
            if (n == 0) continue;
            answer.cells.push_back({.row = rows.key(row),
                                    .column = columns.key(column),
                                    .events = events,
                                    .at_risk = n,
                                    .rate = rate_of(events, n)});
        }
    }
}

void fill_pareto(const CancellationCount& count, const AxisPlaces& reasons, const Labels& labels,
                 Cancellations& answer) {
    for (int reason = 0; reason < reasons.size(); ++reason) {
        const std::int64_t events = count.reasons()[static_cast<std::size_t>(reason)];
        if (events == 0) continue;
        const AxisKey named = reasons.named(reason, labels);
        const auto all = static_cast<double>(count.cancelled());
        answer.pareto.push_back({.key = named.key,
                                 .label = named.label,
                                 .events = events,
                                 .share = static_cast<double>(events) / all});
    }
    std::sort(answer.pareto.begin(), answer.pareto.end(), [](const auto& a, const auto& b) {
        return std::tie(b.events, a.key) < std::tie(a.events, b.key);
    });
}

// Place of a key on an axis; nothing when no such place exists.
std::optional<int> place_of(const AxisPlaces& places, std::string_view key) {
    for (int place = 0; place < places.size(); ++place) {
        if (places.key(place) == key) return place;
    }
    return std::nullopt;
}

}  // namespace

Cancellations cancellations(const Scope& scope, const journey::Filter& filter, Axes axes,
                            const Labels& labels) {
    Cancellations answer;
    answer.meta = meta_of(scope, filter, "cancellations", kDefinition);
    const Months months = months_of(scope);
    const auto count = fold(scope.snapshot, CancellationCount(scope, months, axes),
                            scope.options());
    answer.total = rate_of(count.cancelled(), count.spells());
    answer.meta.n = count.spells();
    fill_cells(count, axes, AxisPlaces(scope, months, axes.by, axes),
               AxisPlaces(scope, months, axes.across, axes), labels, answer);
    const auto trend = count.trend();
    for (int month = 0; month < months.size(); ++month) {
        const MonthCount& in = trend[static_cast<std::size_t>(month)];
        answer.trend.push_back({months.month(month), rate_of(in.cancelled, in.change)});
    }
    fill_pareto(count, AxisPlaces(scope, months, Axis::Reason, axes), labels, answer);
    return answer;
}

std::optional<CancellationPlace> row_named(const Scope& scope, Axes axes, std::string_view key) {
    const Months months = months_of(scope);
    const auto row = place_of(AxisPlaces(scope, months, axes.by, axes), key);
    if (!row) return std::nullopt;
    return CancellationPlace{row, {}};
}

// A key may have slashes of its own: the row is the one that leaves a column.
std::optional<CancellationPlace> cell_named(const Scope& scope, Axes axes, std::string_view key) {
    const Months months = months_of(scope);
    const AxisPlaces rows(scope, months, axes.by, axes);
    const AxisPlaces columns(scope, months, axes.across, axes);
    for (auto slash = key.find('/'); slash != key.npos; slash = key.find('/', slash + 1)) {
        const auto row = place_of(rows, key.substr(0, slash));
        const auto column = place_of(columns, key.substr(slash + 1));
        if (row && column) return CancellationPlace{row, column};
    }
    return std::nullopt;
}

std::vector<CustomerCode> cancellation_people(const Scope& scope, Axes axes,
                                              CancellationPlace place) {
    const Months months = months_of(scope);
    CancellationCount start(scope, months, axes);
    start.collect(place.row.value_or(-1), place.column.value_or(-1));
    auto codes = fold(scope.snapshot, start, scope.options()).people();
    std::sort(codes.begin(), codes.end());
    return codes;
}

}  // namespace tsunagi::insight

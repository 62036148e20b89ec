#include "journey/window.h"

#include <utility>

namespace tsunagi::journey {

namespace {

// Whether one of the rows happened or became known later than `as_of`. Few journeys have one, even
// where the lane has: a cancellation that lies ahead is some customer's.
template <class Lane>
bool hides_any(const Range<Lane>& range, LaneDay as_of) {
    const Lane& lane = range.lane();
    int last_day = 0;
    for (Row row = range.first(); row < range.last(); ++row) {
        last_day = std::max<int>(last_day, lane.day_at(row));
    }
    if (last_day > as_of) return true;
    if (lane.extent.known <= as_of) return false;
    const Late& late = lane.late;
    auto at = static_cast<std::size_t>(
        std::lower_bound(late.row.begin(), late.row.end(), range.first()) - late.row.begin());
    for (; at < late.row.size() && late.row[at] < range.last(); ++at) {
        if (late.known_on[at] > as_of) return true;
    }
    return false;
}

// Rows of the range that happened and were known by `as_of`.
template <class Lane>
void visible_rows(const Range<Lane>& range, LaneDay as_of, std::vector<Row>& rows) {
    const Lane& lane = range.lane();
    const Late& late = lane.late;
    rows.clear();
    auto at = static_cast<std::size_t>(
        std::lower_bound(late.row.begin(), late.row.end(), range.first()) - late.row.begin());
    for (Row row = range.first(); row < range.last(); ++row) {
        const bool was_late = at < late.row.size() && late.row[at] == row;
        const bool known = !was_late || late.known_on[at] <= as_of;
        at += was_late;
        if (known && lane.day_at(row) <= as_of) rows.push_back(row);
    }
}

template <class T>
void gather(const Column<T>& from, const std::vector<Row>& rows, std::vector<T>& cells,
            Column<T>& to) {
    cells.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) cells[i] = from[rows[i]];
    to = Column<T>(cells.data(), cells.size());
}

template <class Lane, class Cells, std::size_t... I>
void gather_all(const Lane& from, const std::vector<Row>& rows, Cells& cells, Lane& to,
                std::index_sequence<I...>) {
    (gather(std::get<I>(from.columns()), rows, std::get<I>(cells), std::get<I>(to.columns())), ...);
}

void keep_wide(const OrderLane& from, const std::vector<Row>& rows, std::vector<Row>& wide_row,
               std::vector<std::int64_t>& wide_amount, OrderLane& to) {
    wide_row.clear();
    wide_amount.clear();
    for (std::size_t i = 0; i < rows.size() && !from.wide_row.empty(); ++i) {
        if (!std::binary_search(from.wide_row.begin(), from.wide_row.end(), rows[i])) continue;
        wide_row.push_back(static_cast<Row>(i));
        wide_amount.push_back(from.amount_at(rows[i]));
    }
    to.wide_row = Column<Row>(wide_row.data(), wide_row.size());
    to.wide_amount = Column<std::int64_t>(wide_amount.data(), wide_amount.size());
}

void keep_many(const OrderLane& from, const std::vector<Row>& rows, std::vector<Row>& many_row,
               std::vector<std::int32_t>& many, OrderLane& to) {
    many_row.clear();
    many.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (from.quantity[rows[i]] != OrderLane::kMany) continue;
        many_row.push_back(static_cast<Row>(i));
        many.push_back(from.quantity_at(rows[i]));
    }
    to.many_row = Column<Row>(many_row.data(), many_row.size());
    to.many = Column<std::int32_t>(many.data(), many.size());
}

void keep_answers(const TouchLane& from, const std::vector<Row>& rows, std::vector<Row>& answer_row,
                  std::vector<std::uint8_t>& answer, TouchLane& to) {
    answer_row.clear();
    answer.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Answers told = from.answers_at(rows[i]);
        if (told == Answers{}) continue;
        answer_row.push_back(static_cast<Row>(i));
        answer.push_back(told.code);
    }
    to.answer_row = Column<Row>(answer_row.data(), answer_row.size());
    to.answer = Column<std::uint8_t>(answer.data(), answer.size());
}

// The first visible event of each subscription opens it, even when an earlier one is hidden.
void mark_first(std::vector<std::uint8_t>& kind, const std::vector<std::uint32_t>& subscription) {
    for (std::size_t i = 0; i < kind.size(); ++i) {
        const bool first = i == 0 || subscription[i] != subscription[i - 1];
        const auto bare = static_cast<unsigned>(kind[i] & ~EventLane::kFirst);
        kind[i] = static_cast<std::uint8_t>(first ? bare | EventLane::kFirst : bare);
    }
}

}  // namespace

template <class Lane>
Range<Lane> Window::visible(const Range<Lane>& all) {
    if (!hides_any(all, as_of_)) return all;
    visible_rows(all, as_of_, rows_);
    auto& aside = std::get<Aside<Lane>>(aside_);
    constexpr auto kColumns = std::tuple_size_v<decltype(aside.cells)>;
    gather_all(all.lane(), rows_, aside.cells, aside.lane, std::make_index_sequence<kColumns>{});
    if constexpr (std::is_same_v<Lane, OrderLane>) {
        keep_wide(all.lane(), rows_, aside.wide_row, aside.wide_amount, aside.lane);
        keep_many(all.lane(), rows_, aside.many_row, aside.many, aside.lane);
    }
    if constexpr (std::is_same_v<Lane, TouchLane>) {
        keep_answers(all.lane(), rows_, aside.answer_row, aside.answer, aside.lane);
    }
    if constexpr (std::is_same_v<Lane, EventLane>) {
        mark_first(std::get<1>(aside.cells), std::get<6>(aside.cells));
    }
    return {aside.lane, 0, static_cast<Row>(rows_.size())};
}

template Range<OrderLane> Window::visible(const Range<OrderLane>&);
template Range<EventLane> Window::visible(const Range<EventLane>&);
template Range<TouchLane> Window::visible(const Range<TouchLane>&);

}  // namespace tsunagi::journey

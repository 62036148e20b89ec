#include "journey/builder.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <utility>

namespace tsunagi::journey {

namespace {

bool comes_before(const LineRow& a, const LineRow& b) { return a.day < b.day; }
bool comes_before(const EventRow& a, const EventRow& b) {
    if (a.subscription != b.subscription) return a.subscription < b.subscription;
    return a.day < b.day;
}
bool comes_before(const TouchRow& a, const TouchRow& b) { return a.day < b.day; }

template <class R>
void sort_by_time(R* rows, std::size_t count) {
    const auto before = [](const R& a, const R& b) { return comes_before(a, b); };
    if (std::is_sorted(rows, rows + count, before)) return;
    std::vector<R> unsorted(rows, rows + count);
    std::vector<std::uint32_t> order(count);
    for (std::uint32_t i = 0; i < count; ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (before(unsorted[a], unsorted[b])) return true;
        return !before(unsorted[b], unsorted[a]) && a < b;
    });
    for (std::size_t i = 0; i < count; ++i) rows[i] = unsorted[order[i]];
}

// Sorts rows by journey (counting sort) and time; returns the offsets of the journeys.
template <class R>
Cells<Row> group(std::vector<R>& rows, std::size_t journeys) {
    ASSERT(rows.size() < std::numeric_limits<Row>::max());
    Cells<Row> offsets(journeys + 1);
    for (const R& row : rows) ++offsets[row.journey + 1];
    for (std::size_t j = 0; j < journeys; ++j) offsets[j + 1] += offsets[j];
    std::vector<R> grouped(rows.size());
    Cells<Row> next(offsets.begin(), offsets.end());
    for (const R& row : rows) grouped[next[row.journey]++] = row;
    for (std::size_t j = 0; j < journeys; ++j) {
        sort_by_time(grouped.data() + offsets[j], offsets[j + 1] - offsets[j]);
    }
    rows = std::move(grouped);
    return offsets;
}

template <class R, class Value>
auto column(const std::vector<R>& rows, Value value) {
    using T = decltype(value(rows[0], Row{0}));
    Cells<T> cells(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) cells[i] = value(rows[i], static_cast<Row>(i));
    return Column<T>(std::move(cells));
}

// The day from which an event could be known: a cancellation can when it was asked for.
template <class R>
LaneDay told_on(const R& row) {
    if constexpr (std::is_same_v<R, EventRow>) {
        if (row.requested_on != 0) return std::min(row.day, row.requested_on);
    }
    return row.day;
}

template <class Lane, class R>
void note_days(const std::vector<R>& rows, Lane& lane) {
    Cells<Row> late;
    Cells<LaneDay> known_on;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const R& row = rows[i];
        lane.extent.first = std::min(lane.extent.first, row.day);
        lane.extent.last = std::max(lane.extent.last, row.day);
        if (row.known_on <= told_on(row) + 1) continue;
        lane.extent.known = std::max(lane.extent.known, row.known_on);
        late.push_back(static_cast<Row>(i));
        known_on.push_back(row.known_on);
    }
    lane.late = {Column<Row>(std::move(late)), Column<LaneDay>(std::move(known_on))};
}

// Inline amounts of a journey add up to less than 2^31 in absolute value; the rest go aside.
void put_amounts(const std::vector<LineRow>& rows, OrderLane& lane) {
    Cells<std::int32_t> amounts(rows.size());
    Cells<Row> wide_row;
    Cells<std::int64_t> wide_amount;
    std::int64_t used = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i == 0 || rows[i].journey != rows[i - 1].journey) used = 0;
        const std::int64_t amount = rows[i].amount;
        constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
        const bool fits = amount >= -kMost && amount <= kMost && used + std::abs(amount) <= kMost;
        if (fits) {
            used += std::abs(amount);
            amounts[i] = static_cast<std::int32_t>(amount);
        } else {
            wide_row.push_back(static_cast<Row>(i));
            wide_amount.push_back(amount);
        }
    }
    lane.amount = Column<std::int32_t>(std::move(amounts));
    lane.wide_row = Column<Row>(std::move(wide_row));
    lane.wide_amount = Column<std::int64_t>(std::move(wide_amount));
}

void put_quantities(const std::vector<LineRow>& rows, OrderLane& lane) {
    Cells<std::uint8_t> quantities(rows.size());
    Cells<Row> many_row;
    Cells<std::int32_t> many;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::int32_t quantity = std::max(0, rows[i].quantity);
        quantities[i] = static_cast<std::uint8_t>(std::min<int>(quantity, OrderLane::kMany));
        if (quantity < OrderLane::kMany) continue;
        many_row.push_back(static_cast<Row>(i));
        many.push_back(quantity);
    }
    lane.quantity = Column<std::uint8_t>(std::move(quantities));
    lane.many_row = Column<Row>(std::move(many_row));
    lane.many = Column<std::int32_t>(std::move(many));
}

// A cancelled or returned order brought nothing in; its credit notes take back what it did.
void settle(LineRow& row) {
    if ((row.flags & OrderLane::kVoid) != 0) row.amount = std::min<std::int64_t>(row.amount, 0);
}

OrderLane order_lane(std::vector<LineRow> rows, std::size_t journeys) {
    OrderLane lane;
    lane.offsets = Column<Row>(group(rows, journeys));
    for (LineRow& row : rows) settle(row);
    lane.day = column(rows, [](const LineRow& row, Row) -> LaneDay {
        const bool head = row.flags == OrderLane::kFirst;
        return static_cast<LaneDay>(row.day | (head ? OrderLane::kHead : 0));
    });
    lane.product = column(rows, [](const LineRow& row, Row) { return row.product; });
    lane.flags = column(rows, [](const LineRow& row, Row) { return row.flags; });
    lane.delivery = column(rows, [](const LineRow& row, Row) { return row.delivery; });
    put_amounts(rows, lane);
    put_quantities(rows, lane);
    note_days(rows, lane);
    return lane;
}

// From the present terms of each subscription back through its changes.
void put_prices(std::vector<EventRow>& rows, const std::vector<PresentTerms>& present,
                const std::vector<TermsChange>& changes) {
    if (present.empty()) return;
    Terms terms;
    bool known = false;
    for (std::size_t i = rows.size(); i-- > 0;) {
        EventRow& row = rows[i];
        if (i + 1 == rows.size() || rows[i + 1].subscription != row.subscription) {
            const auto found = std::ranges::lower_bound(present, row.subscription, {},
                                                        &PresentTerms::subscription);
            known = found != present.end() && found->subscription == row.subscription;
            if (known) terms = found->terms;
        }
        if (!known) continue;
        row.monthly = monthly_price(terms);
        if (row.change != 0) terms = before(terms, changes[row.change]);
    }
}

// What started a subscription comes before what else happened on its first day. A later start
// stands where it was recorded: it follows the cancellation that it takes back.
void open_with_starts(std::vector<EventRow>& rows) {
    const auto end = rows.end();
    for (auto first = rows.begin(); first != end;) {
        const auto same = [first](const EventRow& row) {
            return row.journey == first->journey && row.subscription == first->subscription;
        };
        const auto other_day = std::find_if(
            first, end, [&](const EventRow& row) { return !same(row) || row.day != first->day; });
        const auto start = std::find_if(first, other_day, [](const EventRow& row) {
            return row.kind == static_cast<std::uint8_t>(EventKind::Started);
        });
        if (start != other_day) std::rotate(first, start, start + 1);
        first = std::find_if_not(other_day, end, same);
    }
}

EventLane event_lane(std::vector<EventRow> rows, std::size_t journeys,
                     const std::vector<PresentTerms>& present,
                     const std::vector<TermsChange>& changes) {
    EventLane lane;
    lane.offsets = Column<Row>(group(rows, journeys));
    open_with_starts(rows);
    put_prices(rows, present, changes);
    lane.day = column(rows, [](const EventRow& row, Row) { return row.day; });
    lane.kind = column(rows, [&](const EventRow& row, Row i) -> std::uint8_t {
        const bool first = i == 0 || rows[i - 1].journey != row.journey ||
                           rows[i - 1].subscription != row.subscription;
        return static_cast<std::uint8_t>(row.kind | (first ? EventLane::kFirst : 0));
    });
    lane.delivery = column(rows, [](const EventRow& row, Row) { return row.delivery; });
    lane.product = column(rows, [](const EventRow& row, Row) { return row.product; });
    lane.reason = column(rows, [](const EventRow& row, Row) { return row.reason; });
    lane.requested_on = column(rows, [](const EventRow& row, Row) { return row.requested_on; });
    lane.subscription = column(rows, [](const EventRow& row, Row) { return row.subscription; });
    lane.monthly = column(rows, [](const EventRow& row, Row) { return row.monthly; });
    note_days(rows, lane);
    return lane;
}

void put_answers(const std::vector<TouchRow>& rows, TouchLane& lane) {
    Cells<Row> places;
    Cells<std::uint8_t> answers;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].answers == Answers{}) continue;
        places.push_back(static_cast<Row>(i));
        answers.push_back(rows[i].answers.code);
    }
    lane.answer_row = Column<Row>(std::move(places));
    lane.answer = Column<std::uint8_t>(std::move(answers));
}

TouchLane touch_lane(std::vector<TouchRow> rows, std::size_t journeys) {
    TouchLane lane;
    lane.offsets = Column<Row>(group(rows, journeys));
    lane.day = column(rows, [](const TouchRow& row, Row) { return row.day; });
    lane.channel = column(rows, [](const TouchRow& row, Row) { return row.channel; });
    lane.purpose = column(rows, [](const TouchRow& row, Row) { return row.purpose; });
    lane.reason = column(rows, [](const TouchRow& row, Row) { return row.reason; });
    lane.result = column(rows, [](const TouchRow& row, Row) { return row.result; });
    lane.flags = column(rows, [](const TouchRow& row, Row) -> std::uint8_t {
        const bool answered = row.answers != Answers{};
        return static_cast<std::uint8_t>(row.flags | (answered ? TouchLane::kAnswered : 0));
    });
    lane.tenth = column(rows, [](const TouchRow& row, Row) { return row.tenth; });
    lane.queue = column(rows, [](const TouchRow& row, Row) { return row.queue; });
    lane.waited = column(rows, [](const TouchRow& row, Row) { return row.waited; });
    lane.duration = column(rows, [](const TouchRow& row, Row) { return row.duration; });
    lane.agent = column(rows, [](const TouchRow& row, Row) { return row.agent; });
    lane.offer = column(rows, [](const TouchRow& row, Row) { return row.offer; });
    lane.product = column(rows, [](const TouchRow& row, Row) { return row.product; });
    put_answers(rows, lane);
    note_days(rows, lane);
    return lane;
}

// Takes out the calls that ended before anybody answered.
std::vector<TouchRow> without_answer(std::vector<TouchRow>& rows) {
    std::vector<TouchRow> given_up;
    std::ranges::copy_if(rows, std::back_inserter(given_up), &TouchRow::given_up);
    std::erase_if(rows, [](const TouchRow& row) { return row.given_up; });
    return given_up;
}

}  // namespace

Part build(Rows&& rows) {
    Part part;
    const std::size_t journeys = rows.people.size();
    const auto& people = rows.people;
    part.people.id = column(people, [](const PersonRow& row, Row) { return row.id; });
    part.people.medium = column(people, [](const PersonRow& row, Row) { return row.medium; });
    part.people.prefecture = column(people,
                                    [](const PersonRow& row, Row) { return row.prefecture; });
    part.people.registered_on = column(people,
                                       [](const PersonRow& row, Row) { return row.registered_on; });
    part.people.present = column(people, [](const PersonRow& row, Row) { return row.present; });
    part.people.birth_year = column(people,
                                    [](const PersonRow& row, Row) { return row.birth_year; });
    part.people.sex = column(people, [](const PersonRow& row, Row) { return row.sex; });
    part.people.rank = column(people, [](const PersonRow& row, Row) { return row.rank; });
    part.orders = order_lane(std::move(rows.lines), journeys);
    part.events = event_lane(std::move(rows.events), journeys, rows.terms, rows.changes);
    part.given_up = touch_lane(without_answer(rows.touches), journeys);
    part.touches = touch_lane(std::move(rows.touches), journeys);
    return part;
}

std::shared_ptr<View> view_of(Part part, Words words, std::int64_t watermark) {
    auto view = std::make_shared<View>();
    view->base = std::make_shared<const Part>(std::move(part));
    view->delta = std::make_shared<const Delta>(Delta{.code = {}, .part = build({}), .added = 0});
    view->words = std::make_shared<const Words>(std::move(words));
    view->watermark = watermark;
    return view;
}

}  // namespace tsunagi::journey

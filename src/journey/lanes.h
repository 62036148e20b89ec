// A lane holds the events of one kind of every customer, each field in a column of its own, sorted
// by customer and time. A fold that reads two fields of 20 million lines touches 6 bytes of each.
//
// Rows of journey j are offsets[j] … offsets[j + 1]. Rare values live in side tables keyed by row:
//   wide  amounts that do not fit. The amounts a journey keeps inline add up to less than 2^31 in
//         absolute value, so kernels may sum them in 32 bits; their inline cell is 0.
//   late  the day an event became known, when that is more than a day after it happened.
#pragma once

#include "journey/column.h"
#include "journey/days.h"
#include "journey/range.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

namespace tsunagi::journey {

using CustomerCode =
    std::uint32_t;  // dense number of a customer's journey; 0 is the unknown customer

struct Late {
    Column<Row> row;  // ascending
    Column<LaneDay> known_on;
};

// Days of a lane: the last on which something happened and the last on which something was learnt.
struct Extent {
    LaneDay first = kLastLaneDay;
    LaneDay last = 0;
    LaneDay known = 0;
};

// Order lines, by customer and day. Lines of one order stand together, its first line first.
//   counts    the order was neither cancelled nor returned: it is an order for every frequency.
//   amount    what the line brought in. A line of a cancelled or returned order brought nothing;
//             when it is negative (a credit note) it takes sales back and counts as it is.
//   quantity  of a voided line too; 255 and more stand in a side table.
//   delivery  number of the subscription's delivery the order is, ≤ 255; 0: a single order.
struct OrderLane {
    static constexpr LaneDay kHead = 0x8000;    // in `day`: first line of an order that counts
    static constexpr std::uint8_t kVoid = 1;    // in `flags`: of a cancelled or returned order
    static constexpr std::uint8_t kFirst = 2;   // in `flags`: first line of any order
    static constexpr std::uint8_t kMany = 255;  // in `quantity`: see many_row

    Column<Row> offsets;
    Column<LaneDay> day;
    Column<std::uint16_t> product;
    Column<std::int32_t> amount;
    Column<std::uint8_t> flags;
    Column<std::uint8_t> quantity;
    Column<std::uint8_t> delivery;
    Column<Row> wide_row;  // ascending
    Column<std::int64_t> wide_amount;
    Column<Row> many_row;  // ascending
    Column<std::int32_t> many;
    Late late;
    Extent extent;

    auto columns() const { return std::tie(day, product, amount, flags, quantity, delivery); }
    auto columns() { return std::tie(day, product, amount, flags, quantity, delivery); }
    int day_at(Row row) const { return day[row] & ~kHead; }
    std::int64_t amount_at(Row row) const {
        return wide_row.empty() ? amount[row] : wide_amount_at(row);
    }
    // Sum of the wide amounts of rows first … last.
    std::int64_t wide_between(Row first, Row last) const;
    int quantity_at(Row row) const { return quantity[row] == kMany ? many_at(row) : quantity[row]; }

private:
    std::int64_t wide_amount_at(Row) const;
    int many_at(Row) const;
};

struct Line {
    int day;
    bool head;  // first line of an order that counts
    int product;
    std::int64_t amount;
    std::uint8_t flags;
    int quantity;
    int delivery;  // 0: a single order
};
inline Line at(const OrderLane& lane, Row row) {
    const LaneDay day = lane.day[row];
    return {day & ~OrderLane::kHead, (day & OrderLane::kHead) != 0,
            lane.product[row],       lane.amount_at(row),
            lane.flags[row],         lane.quantity_at(row),
            lane.delivery[row]};
}

enum class EventKind : std::uint8_t {
    Started,
    Delivered,
    Skipped,
    Paused,
    Resumed,
    Changed,
    Cancelled,
    Withdrawn  // a cancellation that never was one
};
inline constexpr int kEventKinds = 8;

// Subscription events, by customer, subscription and day: what became of a delivery is in the rows
// that follow it.
//   monthly   what the subscription costs in a month of 365.25/12 days once the event happened, in
//             minor units; of a cancellation or a pause: what is lost by it. From the present
//             terms back through what its changes tell, see terms.h: where a change does not tell
//             the terms before it, the present ones hold.
struct EventLane {
    static constexpr std::uint8_t kFirst = 0x80;  // in `kind`: first event of its subscription

    Column<Row> offsets;
    Column<LaneDay> day;  // of a cancellation: the day it takes effect
    Column<std::uint8_t> kind;
    Column<std::uint8_t> delivery;  // number of the delivery, else of the last one shipped; ≤ 255
    Column<std::uint16_t> product;
    Column<std::uint8_t> reason;
    Column<LaneDay> requested_on;  // of a cancellation; 0: not told
    Column<std::uint32_t> subscription;
    Column<std::int32_t> monthly;
    Late late;
    Extent extent;

    auto columns() const {
        return std::tie(day, kind, delivery, product, reason, requested_on, subscription, monthly);
    }
    auto columns() {
        return std::tie(day, kind, delivery, product, reason, requested_on, subscription, monthly);
    }
    int day_at(Row row) const { return day[row]; }
};

struct Event {
    int day;
    bool first;  // of its subscription
    EventKind kind;
    int delivery;
    int product;
    int reason;
    int requested_on;
    std::uint32_t subscription;
    int monthly;  // minor units
};
inline Event at(const EventLane& lane, Row row) {
    const std::uint8_t kind = lane.kind[row];
    return {lane.day[row],
            (kind & EventLane::kFirst) != 0,
            static_cast<EventKind>(kind & ~EventLane::kFirst),
            lane.delivery[row],
            lane.product[row],
            lane.reason[row],
            lane.requested_on[row],
            lane.subscription[row],
            lane.monthly[row]};
}

}  // namespace tsunagi::journey

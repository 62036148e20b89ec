// A Window hides what was not known on a day: rows that happened later, or were learnt later.
// When a lane has nothing to hide, its rows are read where they lie; otherwise the visible rows of
// one journey are copied aside.
//
// Thread: one Window per worker; a range it gives lives until the next of the same type.
#pragma once

#include "journey/touch_lane.h"

#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace tsunagi::journey {

template <class Columns>
struct CellsOf;
template <class... T>
struct CellsOf<std::tuple<const Column<T>&...>> {
    using type = std::tuple<std::vector<T>...>;
};

class Window {
public:
    explicit Window(Day as_of) : as_of_(lane_day(as_of)) {}

    int as_of() const { return as_of_; }

    // Whether a lane has nothing that was not known.
    template <class Lane>
    bool shows_all(const Lane& lane) const {
        return lane.extent.last <= as_of_ && lane.extent.known <= as_of_;
    }

    template <class Lane>
    Range<Lane> look(const Lane& lane, std::uint32_t index) {
        const Range<Lane> all(lane, lane.offsets[index], lane.offsets[index + 1]);
        return shows_all(lane) ? all : visible(all);
    }

private:
    template <class Lane>
    struct Aside {
        Lane lane;
        typename CellsOf<decltype(std::declval<const Lane&>().columns())>::type cells;
        std::vector<Row> wide_row;
        std::vector<std::int64_t> wide_amount;
        std::vector<Row> many_row;
        std::vector<std::int32_t> many;
        std::vector<Row> answer_row;
        std::vector<std::uint8_t> answer;
    };

    template <class Lane>
    Range<Lane> visible(const Range<Lane>&);

    LaneDay as_of_;
    std::vector<Row> rows_;
    std::tuple<Aside<OrderLane>, Aside<EventLane>, Aside<TouchLane>> aside_;
};

}  // namespace tsunagi::journey

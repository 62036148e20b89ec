// A View is every journey of a shop as of one place in the change log: a large base and a small
// delta whose journeys replace those of the same customers. Immutable; published whole.
//
// Customers have dense codes: 0 is the unknown customer, base customers follow in order of their
// ids, customers that came since then follow in order of theirs. Codes hold within one View only.
#pragma once

#include "journey/touch_lane.h"
#include "journey/words.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace tsunagi::journey {

enum class Sex : std::uint8_t { Unknown, Female, Male, Other };

// What is told about each customer beside the lanes.
struct People {
    Column<std::int64_t> id;
    Column<std::uint16_t> medium;
    Column<std::uint16_t> prefecture;
    Column<LaneDay> registered_on;    // 0: not told
    Column<std::uint8_t> present;     // 0: deleted since; the journey is empty
    Column<std::int16_t> birth_year;  // 0: not told
    Column<std::uint8_t> sex;         // Sex
    Column<std::uint16_t> rank;

    auto columns() const {
        return std::tie(id, medium, prefecture, registered_on, present, birth_year, sex, rank);
    }
    auto columns() {
        return std::tie(id, medium, prefecture, registered_on, present, birth_year, sex, rank);
    }
};

// Journeys 0 … size() - 1, each a row of `people` and a range of each lane.
struct Part {
    People people;
    OrderLane orders;
    EventLane events;
    TouchLane touches;
    TouchLane given_up;  // calls that ended before anybody answered: no contact, nobody spoke

    std::uint32_t size() const { return static_cast<std::uint32_t>(people.id.size()); }
};

// Journeys that replace (code < base size) or extend (the others) the base, sorted by code.
struct Delta {
    Column<CustomerCode> code;
    Part part;
    std::uint32_t added = 0;  // how many extend
};

class View {
public:
    std::shared_ptr<const Part> base;    // never null
    std::shared_ptr<const Delta> delta;  // never null
    std::shared_ptr<const Words> words;  // never null
    std::int64_t watermark = 0;          // seq of the last change that is in

    // Codes are 0 … size() - 1.
    std::uint32_t size() const { return base->size() + delta->added; }

    struct Place {
        const Part* part;
        std::uint32_t index;
    };
    Place place(CustomerCode) const;
    std::int64_t customer_id(CustomerCode) const;
    std::optional<CustomerCode> code_of(std::int64_t customer_id) const;

    // Calls run(part, index, code, count) for stretches of consecutive journeys of one part that
    // together are the codes first … last - 1.
    template <class Run>
    void each_run(CustomerCode first, CustomerCode last, Run run) const;

    std::uint64_t lines() const { return base->orders.day.size(); }
};

template <class Run>
void View::each_run(CustomerCode first, CustomerCode last, Run run) const {
    const Column<CustomerCode>& replaced = delta->code;
    const auto* begin = std::lower_bound(replaced.begin(), replaced.end(), first);
    auto index = static_cast<std::uint32_t>(begin - replaced.begin());
    for (CustomerCode code = first; code < last;) {
        const CustomerCode stop = index < replaced.size() ? std::min(replaced[index], last) : last;
        if (stop > code) run(*base, code, code, stop - code);
        if (stop < last) run(delta->part, index++, stop, 1u);
        code = stop + 1;
    }
}

}  // namespace tsunagi::journey

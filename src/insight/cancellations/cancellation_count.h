// The counting behind cancellations.h and summary.h: one pass over all spells.
#pragma once

#include "insight/cancellations/cancellations.h"
#include "journey/months.h"

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace tsunagi::insight {

// What stands at each place of an axis: a number of words, a delivery number, a month.
class AxisPlaces {
public:
    AxisPlaces(const journey::Scope&, const journey::Months&, Axis, const Axes&);

    int size() const { return size_; }
    std::string key(int place) const;
    AxisKey named(int place, const Labels&) const;

private:
    const journey::Words* words_;
    const journey::Months* months_;
    std::span<const KeptSegment> segments_;
    Axis axis_;
    int size_;
};

struct MonthCount {
    std::int64_t started = 0;
    std::int64_t cancelled = 0;
    std::int64_t change = 0;  // of the spells in force: + where one starts, - after one ends
};

// A fold. What can leave is a unit: a waiting where delivery is an axis, else a spell.
class CancellationCount {
public:
    // Requires `months` to span the scope's days.
    CancellationCount(const journey::Scope&, const journey::Months&, Axes);

    // Also collects who stands in a cell; -1 is any row or column.
    void collect(int row, int column) { wanted_ = {.any = true, .row = row, .column = column}; }

    void operator()(const journey::Journey&);
    // Without a filter, and when nobody is collected, it does not matter whose a subscription is.
    bool takes_runs() const { return !filtered_ && !by_month_ && !by_person_ && !wanted_.any; }
    void operator()(const journey::Run&);
    void merge(const CancellationCount&);

    std::int64_t events(int row, int column) const { return events_[index(row, column)]; }
    // Row by row as events; months summed up, every reason given what its column has.
    std::vector<std::int64_t> at_risk() const;
    std::size_t index(int row, int column) const {
        const int cell = row * (columns_ + 1) + column;
        return static_cast<std::size_t>(cell);
    }
    // By month of `months`, `change` summed up: the spells in force in each.
    std::vector<MonthCount> trend() const;
    const std::vector<std::int64_t>& reasons() const { return reasons_; }
    std::int64_t spells() const { return spells_; }
    // Each once, also where it stands in several columns.
    std::int64_t events_of_row(int row) const;
    // By place of the segments.
    const std::vector<std::int64_t>& spells_of_segments() const { return segment_spells_; }
    std::int64_t cancelled() const { return cancelled_; }
    const std::vector<journey::CustomerCode>& people() const { return people_; }

private:
    struct Unit {
        int spell_from = 0;
        int from = 0;
        int product = 0;
        int delivery = 0;  // -1: the waiting before the first delivery on record
    };
    struct Place {
        int reason = 0;
        int product = 0;
        int delivery = 0;
        int month = 0;
        int medium = 0;
        int prefecture = 0;
        int agent = 0;
    };

    struct Wanted {
        bool any = false;
        int row = -1;
        int column = -1;
    };

    // Of axes but segments.
    static int value(const Place& at, Axis axis) {
        const int values[] = {0,        at.reason, at.product,    at.delivery,
                              at.month, at.medium, at.prefecture, at.agent};
        return values[static_cast<std::size_t>(axis)];
    }
    // Whether somebody there stands at the wanted place of an axis; -1 is any.
    bool stands(const Place& at, Axis axis, int wanted) const {
        if (wanted < 0) return true;
        return axis == Axis::Segment ? (segments_ >> wanted & 1) != 0 : value(at, axis) == wanted;
    }
    // The place's index without a look at the axes: most events come here.
    std::size_t place(const Place& at) const {
        const int cell = at.reason * strides_.reason + at.product * strides_.product +
                         at.delivery * strides_.delivery + at.month * strides_.month +
                         at.medium * strides_.medium + at.prefecture * strides_.prefecture +
                         at.agent * strides_.agent;
        return static_cast<std::size_t>(cell);
    }
    void add(std::vector<std::int64_t>& table, const Place& at, std::int64_t n) const {
        const std::size_t first = place(at);
        each_segment([&](std::size_t segment) { table[first + segment * segment_stride_] += n; });
    }
    template <class Each>
    void each_segment(Each each) const {
        for (std::uint32_t left = segments_; left != 0; left &= left - 1) {
            each(static_cast<std::size_t>(std::countr_zero(left)));
        }
    }
    std::uint32_t segments_of(journey::CustomerCode) const;
    int agent_of(const journey::Journey&, const Unit&, const journey::Event&) const;
    int stride_of(Axis axis) const {
        return (axes_.by == axis ? columns_ + 1 : 0) + (axes_.across == axis ? 1 : 0);
    }
    // What the journeys' operator does for all of `events` when takes_runs().
    template <bool kByDelivery>
    void count_all(const journey::Range<journey::EventLane>& events, int as_of);
    void count_left(const journey::Event&, std::size_t unit);
    void count_spell(int from, int to);
    void take(Unit&, const journey::Event&);
    // True when she stands in the wanted cell.
    bool leave(const journey::Journey&, const Unit&, const journey::Event&);
    bool concerns(int product, int from, int to) const {
        return from <= scope_->to && scope_->from <= to && scope_->has(product);
    }
    void close_unit(const Unit&, int to);
    void close_spell(const Unit&, int to);

    const journey::Scope* scope_;
    const journey::Months* months_;
    Axes axes_;
    int rows_;
    int columns_;
    bool by_delivery_;
    bool by_month_;
    bool by_person_;  // by what is told of the customer, or of her contacts
    int cancel_;      // the purpose
    int medium_ = 0;  // of the journey that is looked at
    int prefecture_ = 0;
    std::uint32_t segments_ = 1;  // a bit for each place that it stands at
    bool filtered_;               // by days or products
    Place strides_;               // how far a step on each axis goes in a table
    std::size_t segment_stride_;
    std::vector<std::int64_t> events_;  // one row and one column more than places: see by_month_
    std::vector<std::int64_t> risk_;
    std::vector<std::int64_t> reasons_;
    std::vector<std::int64_t> row_events_;  // where segments are the columns
    std::vector<std::int64_t> segment_spells_;
    std::vector<MonthCount> trend_;
    std::int64_t spells_ = 0;
    std::int64_t cancelled_ = 0;
    Wanted wanted_;
    std::vector<journey::CustomerCode> people_;
};

}  // namespace tsunagi::insight

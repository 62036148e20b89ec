// Months of lane days as small numbers, so that a fold finds a day's month with one load.
#pragma once

#include "journey/days.h"

#include <cstdint>
#include <vector>

namespace tsunagi::journey {

class Months {
public:
    // The months from that of `first` to that of `last`, both lane days.
    Months(int first, int last);

    int size() const { return size_; }
    // 0 … size() - 1; days outside stand in the first or the last month.
    int of(int day) const {
        const int offset = day - first_day_;
        return table_[static_cast<std::size_t>(offset < 0 ? 0 : offset > span_ ? span_ : offset)];
    }
    // Requires first <= day <= last.
    int of_inside(int day) const { return table_[static_cast<std::size_t>(day - first_day_)]; }
    Month month(int index) const { return {first_month_ + index}; }

private:
    int first_day_;
    int span_;
    int first_month_;
    int size_;
    std::vector<std::uint16_t> table_;
};

}  // namespace tsunagi::journey

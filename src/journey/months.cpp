#include "journey/months.h"

namespace tsunagi::journey {

Months::Months(int first, int last)
    : first_day_(std::min(first, last)), span_(last - first_day_),
      first_month_(month_of(from_lane(first_day_)).number),
      size_(month_of(from_lane(last)).number - first_month_ + 1) {
    table_.reserve(static_cast<std::size_t>(span_) + 1);
    for (int day = first_day_; day <= last; ++day) {
        const int month = month_of(from_lane(day)).number - first_month_;
        table_.push_back(static_cast<std::uint16_t>(month));
    }
}

}  // namespace tsunagi::journey

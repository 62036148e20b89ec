#include "insight/stretches.h"

#include <algorithm>

namespace tsunagi::insight {

static int last_day(const journey::Scope& scope) { return std::min(scope.to, scope.as_of()); }

Stretches::Stretches(const journey::Scope& scope, Stretch by)
    : by_(by), from_(std::min(std::max(scope.from, first_contact_day(scope)), last_day(scope))),
      to_(last_day(scope)), as_of_(scope.snapshot.as_of), months_(from_, to_) {
    size_ = of(to_) + 1;
}

std::size_t Stretches::of(int day) const {
    if (by_ == Stretch::Month) return static_cast<std::size_t>(months_.of(day));
    if (by_ == Stretch::Day) return static_cast<std::size_t>(day - from_);
    return static_cast<std::size_t>((day - from_ + weekday_from_monday(from_)) / 7);
}

Day Stretches::first(std::size_t stretch) const {
    const int number = static_cast<int>(stretch);
    if (by_ == Stretch::Month) return day_of(first_day(months_.month(number))).value();
    if (by_ == Stretch::Day) return journey::from_lane(from_ + number);
    return journey::from_lane(from_ - weekday_from_monday(from_) + 7 * number);
}

bool Stretches::whole(std::size_t stretch) const {
    const Day last = first(stretch + 1) - 1;
    return journey::from_lane(from_) <= first(stretch) && last <= journey::from_lane(to_) &&
           last < as_of_;
}

}  // namespace tsunagi::insight

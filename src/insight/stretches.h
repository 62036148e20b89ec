// The time of a scope cut into days, weeks or months, for trends of what a centre does.
#pragma once

#include "insight/contact_groups.h"
#include "journey/months.h"

namespace tsunagi::insight {

enum class Stretch { Day, Week, Month };
BOOST_DESCRIBE_ENUM(Stretch, Day, Week, Month)

// Days, weeks from Monday or months of the scope's days, up to the as-of day.
class Stretches {
public:
    Stretches(const journey::Scope&, Stretch);

    std::size_t size() const { return size_; }
    std::size_t of(int day) const;
    Day first(std::size_t stretch) const;
    // Whether all of its days lie in the scope, and it is over, as a month is (periods.h).
    bool whole(std::size_t stretch) const;

private:
    Stretch by_;
    int from_;
    int to_;
    Day as_of_;
    journey::Months months_;
    std::size_t size_ = 0;
};

}  // namespace tsunagi::insight

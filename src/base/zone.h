// Zone turns instants into the shop's days and back; BusinessCalendar counts its working days.
//
// Thread: both are immutable after construction and may be shared.
#pragma once

#include "base/time.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

struct LocalTime {
    Day day;
    std::int32_t ms_of_day = 0;
};

// An IANA time zone read from the system's TZif files (RFC 8536).
class Zone {
public:
    // Throws InvalidInput when the zone is unknown.
    static Zone named(std::string_view iana_name);

    const std::string& name() const { return name_; }
    LocalTime local(Instant) const;
    Day day_of(Instant at) const { return local(at).day; }
    // The instant of a wall-clock time; in a gap the moment after it, in an overlap the first.
    Instant instant(Day, std::int32_t ms_of_day = 0) const;

private:
    struct Transition {
        std::int64_t at_s;
        std::int32_t offset_s;
    };
    Zone(std::string name, std::vector<Transition>);
    std::int32_t offset_s(std::int64_t utc_s) const;

    std::string name_;
    std::shared_ptr<const std::vector<Transition>> transitions_;
};

struct BusinessHours {
    std::vector<int> weekdays = {1, 2, 3, 4, 5};  // 0 Sunday … 6 Saturday
    bool closed_on_public_holidays = true;
};

// The shop's working days: weekdays, public holidays of Japan, the shop's own exceptions.
class BusinessCalendar {
public:
    struct Exception {
        Day day;
        bool open = false;
    };
    BusinessCalendar(BusinessHours, std::vector<Exception>);

    bool is_open(Day) const;
    // The day `count` business days before `day`; count 0 is `day` or the last open day before it.
    // Requires count >= 0. Throws InvalidInput when the shop was closed for ten years.
    Day minus_business_days(Day day, int count) const;
    // The holiday table (国民の祝日) is a data file; beyond its last year holidays are unknown.
    static int last_year_with_holidays();

private:
    BusinessHours hours_;
    std::vector<Exception> exceptions_;  // sorted by day
};

}  // namespace tsunagi

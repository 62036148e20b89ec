// What every answer says about itself: of which day, about whom, by which definition.
#pragma once

#include "base/phrase.h"
#include "journey/filter.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <string>

namespace tsunagi::insight {

struct Definition {
    std::string key;
    std::string ja;
    std::string en;
    std::string source{};  // of the formula: authors, title, year, pages
};
BOOST_DESCRIBE_STRUCT(Definition, (), (key, ja, en, source))

struct Meta {
    Day as_of;
    journey::Filter filter;
    Definition definition;
    std::int64_t n = 0;          // customers or subscriptions that the answer is counted from
    double computed_ms = 0;      // filled in by the caller, who has the clock
    std::int64_t customers = 0;  // of the shop, as far as the viewer sees them
    std::string kernel;          // "avx512", "avx2", "scalar": which inner loops ran
};
BOOST_DESCRIBE_STRUCT(Meta, (), (as_of, filter, definition, n, computed_ms, customers, kernel))

// Everything but n and computed_ms.
Meta meta_of(const journey::Scope&, const journey::Filter&, std::string_view key, const Phrase&);

}  // namespace tsunagi::insight

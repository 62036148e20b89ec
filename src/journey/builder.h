// Builder groups loose events into the lanes of a Part: a full load, the re-read journeys of a few
// customers and the journeys of a test are all made here. Rows come in any order; rows of one
// journey and one day keep the order they came in, but that a subscription's first start opens it.
#pragma once

#include "journey/terms.h"
#include "journey/view.h"

#include <cstdint>
#include <vector>

namespace tsunagi::journey {

struct PersonRow {
    std::int64_t id = 0;
    std::uint16_t medium = 0;
    std::uint16_t prefecture = 0;
    LaneDay registered_on = 0;
    std::uint8_t present = 1;
    std::int16_t birth_year = 0;
    std::uint8_t sex = 0;
    std::uint16_t rank = 0;
};

// `journey` is an index into the people of the Part, not a code.
struct LineRow {
    std::uint32_t journey = 0;
    LaneDay day = 0;
    LaneDay known_on = 0;
    std::uint16_t product = 0;
    std::uint8_t flags = 0;  // OrderLane::kVoid, kFirst
    std::uint8_t delivery = 0;
    std::int32_t quantity = 1;
    std::int64_t amount = 0;
};

struct EventRow {
    std::uint32_t journey = 0;
    std::uint32_t subscription = 0;
    LaneDay day = 0;
    LaneDay known_on = 0;
    LaneDay requested_on = 0;
    std::uint16_t product = 0;
    std::uint8_t kind = 0;
    std::uint8_t delivery = 0;
    std::uint8_t reason = 0;
    std::uint32_t change = 0;  // what it told of the terms: place in Rows::changes; 0: nothing
    std::int32_t monthly = 0;  // for subscriptions without terms
};

struct TouchRow {
    std::uint32_t journey = 0;
    LaneDay day = 0;
    LaneDay known_on = 0;
    std::uint8_t channel = 0;
    std::uint8_t purpose = 0;
    std::uint8_t reason = 0;
    std::uint8_t result = 0;
    std::uint8_t flags = 0;  // without kAnswered, which follows from the answers
    std::uint8_t tenth = 0;
    std::uint8_t queue = 0;
    std::uint16_t waited = TouchLane::kNoWait;  // else seconds + 1
    std::uint16_t duration = 0;
    std::uint16_t agent = 0;
    std::uint16_t offer = 0;
    std::uint16_t product = 0;
    Answers answers{};
    bool given_up = false;  // before anybody answered: goes into the lane of its own
};

struct Rows {
    std::vector<PersonRow> people;
    std::vector<LineRow> lines;
    std::vector<EventRow> events;
    std::vector<TouchRow> touches;
    std::vector<PresentTerms> terms;  // ascending by subscription; those without keep `monthly`
    std::vector<TermsChange> changes{{}};  // place 0 is nobody's
};

// Uses up the rows.
Part build(Rows&&);

// A View of journeys without a delta; people[0] is the unknown customer, the others ascend by id.
std::shared_ptr<View> view_of(Part, Words, std::int64_t watermark);

}  // namespace tsunagi::journey

// Who is in a segment, for who asks: what it names is read from the shop and asked of the analyses.
// Membership is the shop's, the same for every viewer; whom she sees is cut afterwards.
#pragma once

#include "insight/question.h"
#include "journey/bitmap.h"
#include "journey/journey.h"
#include "segment/segments.h"
#include "server/asker.h"

namespace tsunagi::server {

// Throws InvalidInput for cells that no analysis has, each with its pointer below `at`; Forbidden
// when it asks for money, birthdays or contacts that the viewer may not see.
journey::Bitmap members_of(const Asker&, const journey::Snapshot&, const segment::Condition&,
                           std::string_view at);
// Throws NotFound.
journey::Bitmap members_of_segment(const Asker&, const journey::Snapshot&, Id<segment::Segment>);

// Those that an analysis is to part by, in the order chosen. Throws NotFound.
std::vector<insight::KeptSegment> segments_of(const Asker&, const journey::Snapshot&,
                                              const insight::Choices&);

struct SegmentPeople {
    std::int64_t members = 0;                // whose figures the viewer sees
    std::vector<Id<record::Customer>> seen;  // of them, whom she may look at one by one, by id
};
// On a day; absent: today. Throws NotFound.
SegmentPeople people_of_segment(const Asker&, Id<segment::Segment>, std::optional<Day> as_of);

// Throws what members_of does for a condition that is about to be kept, as far as that is known
// without asking the analyses: whether a cell of the key is there is known when it is asked.
void check_condition(const Asker&, const segment::Condition&, std::string_view at);

}  // namespace tsunagi::server

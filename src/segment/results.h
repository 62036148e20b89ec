// The port through which a condition asks for the people behind a cell of an analysis: insight
// stands above this room and is reached through whoever implements it.
#pragma once

#include "journey/bitmap.h"
#include "journey/journey.h"
#include "segment/condition.h"

#include <vector>

namespace tsunagi::segment {

class Results {
public:
    virtual ~Results() = default;

    // Of the whole shop on the snapshot's day, which is the cell's; of `among` alone when the cell
    // is filtered by a segment, whose members they are then. Throws InvalidInput or NotFound when
    // there is no such analysis, choice or cell. Thread: the caller's.
    virtual std::vector<journey::CustomerCode> people(const journey::Snapshot&, const ResultCell&,
                                                      const journey::Bitmap* among) = 0;
};

}  // namespace tsunagi::segment

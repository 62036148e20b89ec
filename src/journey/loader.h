// Loading journeys from the record: all of them by one scan of each table in the order of its key,
// or those of a few customers by index. Both read the same columns and build the same lanes.
#pragma once

#include "journey/builder.h"
#include "store/database.h"

#include <span>

namespace tsunagi::journey {

// Every journey, with the words they need. `watermark` is a seq whose changes the reader sees.
std::shared_ptr<View> load_view(store::Reader&, std::int64_t watermark);

// Journeys of the customers of `ids` (ascending, 0 for the unknown one), in that order. A customer
// who is no more has an empty journey and is not present. New words are added.
Part load_journeys(store::Reader&, std::span<const std::int64_t> ids, Words&);

}  // namespace tsunagi::journey

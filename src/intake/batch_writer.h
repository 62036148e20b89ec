// Writes a batch: its rows, the search index, the change log (one bulk change) and the list of what
// the import touched, from which it is undone.
#pragma once

#include "intake/batch.h"
#include "store/database.h"

namespace tsunagi::intake {

// One entry of import_touch.
struct Touch {
    std::int64_t import_id = 0;
    std::int64_t position = 0;
    std::string entity;
    std::int64_t first_id = 0;
    std::int64_t last_id = 0;
    std::string before;
    std::string after;
};
BOOST_DESCRIBE_STRUCT(Touch, (), (import_id, position, entity, first_id, last_id, before, after))

// Returns how many touches it wrote, from `position` on. Throws Conflict when a row that the batch
// edits was changed since it was read: the batch must be made again.
std::int64_t write_batch(store::Tx&, const Batch&, std::int64_t import_id, std::int64_t position);

// Writes the whole of an image over the row at `version`; also what an undo does.
void write_image(store::Tx&, const CustomerImage&, std::int64_t version);
void write_image(store::Tx&, const OrderImage&, std::int64_t version);
void write_image(store::Tx&, const SubscriptionImage&, std::int64_t version);
void write_image(store::Tx&, const ProductImage&, std::int64_t version);
void write_image(store::Tx&, const GapsImage&, std::int64_t version);
void write_event(store::Tx&, const table::SubscriptionEvent&);

}  // namespace tsunagi::intake

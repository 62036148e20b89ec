// What of the change log a viewer may hear of: changes of things she sees, of customers she sees.
// Nothing of the others, not even that something changed.
#pragma once

#include "base/viewer.h"
#include "store/change_log.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::server {

// A change as it is told, with what decides to whom.
struct HeardChange {
    std::string entity;
    std::int64_t id = 0;
    std::int64_t customer_id = 0;
    store::Change::Kind kind = store::Change::Kind::Created;
    std::int64_t version = 0;
    store::Actor actor;
};

// Nothing for an entity that is told to those who see everything only.
std::optional<Entity> entity_of(std::string_view logged);

// Sees all rows of all that is logged: she hears everything, without a look at each change.
bool hears_everything(const Viewer&);
bool hears_of(const Viewer&, std::string_view bulk_entity);
std::vector<HeardChange> heard_by(store::Reader&, const Viewer&,
                                  const std::vector<HeardChange>& changes);

}  // namespace tsunagi::server

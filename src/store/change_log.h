// Reading the change log: single changes and bulk items through one iterator, in seq order.
#pragma once

#include "store/database.h"

#include <functional>

namespace tsunagi::store {

// One touched row or range of rows. Views live during the callback only.
struct LoggedChange {
    std::int64_t seq = 0;
    Instant at;
    Actor actor;
    std::string_view entity;
    std::int64_t first_id = 0;
    std::int64_t last_id = 0;  // == first_id for single changes
    std::int64_t customer_id = 0;
    Change::Kind kind = Change::Kind::Created;
    bool bulk = false;
    std::int64_t version = 0;
    std::string_view before;
    std::string_view after;
};

// Changes with after < seq <= until, at most `limit` change rows (their bulk items all come).
// Returns the seq it reached; equal to `after` when there is nothing.
std::int64_t read_changes(Reader&, std::int64_t after, std::int64_t until, int limit,
                          const std::function<void(const LoggedChange&)>&);

}  // namespace tsunagi::store

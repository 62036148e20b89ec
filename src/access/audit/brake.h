// The brake on exports: how many persons one user may take out of a shop on one day.
#pragma once

#include "access/users.h"

namespace tsunagi::access::audit {

// Counts `persons` for the user's day; part of the transaction that tells of the export, so that
// two at once cannot both fit. Throws TooMany, with the seconds until the day's end, when they
// would be more than `limit`; then nothing is counted.
void take_from_brake(store::Tx&, Id<User>, Day today, std::int64_t persons, std::int64_t limit,
                     std::int64_t seconds_left);

}  // namespace tsunagi::access::audit

#include "access/audit/brake.h"

#include "access/audit/brake.sql.h"
#include "base/error.h"

namespace tsunagi::access::audit {

void take_from_brake(store::Tx& tx, Id<User> user, Day today, std::int64_t persons,
                     std::int64_t limit, std::int64_t seconds_left) {
    const auto used = tx.integer(sql::count_exported_persons,
                                 {{"user_id", user}, {"day", today}, {"persons", persons}});
    if (used <= limit) return;
    throw Error::too_many("one user may export " + std::to_string(limit) +
                              " persons a day; today " + std::to_string(used - persons) +
                              " were exported and this would be " + std::to_string(persons) +
                              " more",
                          int(seconds_left));
}

}  // namespace tsunagi::access::audit

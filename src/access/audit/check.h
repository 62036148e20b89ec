// A check of the trail: that of a shop and that of the control database, each against its chain and
// the heads that were kept of it (store/audit/verify.h). What came of it is told in the trail
// itself, so the last answer is found there.
//
// Thread: any; one at a time for the whole server.
#pragma once

#include "base/viewer.h"
#include "store/audit/event.h"
#include "store/audit/verify.h"
#include "store/shops.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi::access::audit {

struct CheckedTrail {
    std::string database;       // "shop-1", "control"
    std::int64_t links = 0;     // records that were checked
    std::int64_t last = 0;      // up to which number of the chain; 0: nothing is sealed yet
    std::int64_t erased = 0;    // whose contents an erasure took
    std::int64_t unsealed = 0;  // written in the last second
    std::vector<store::audit::Finding> findings;
};
BOOST_DESCRIBE_STRUCT(CheckedTrail, (), (database, links, last, erased, unsealed, findings))

struct TrailCheck {
    Instant at;
    std::string by;
    bool intact = true;
    std::vector<CheckedTrail> trails;
};
BOOST_DESCRIBE_STRUCT(TrailCheck, (), (at, by, intact, trails))

// Reads both trails whole, which takes seconds for a million records. Throws Busy while another
// check goes on. `asked` says who asks; it is completed and written into the shop's trail.
TrailCheck check_trail(store::Shops&, Id<Shop>, store::audit::Event asked);

// Nothing: nobody has checked it, or the trail of it was purged.
std::optional<TrailCheck> last_check(store::Reader& shop);

}  // namespace tsunagi::access::audit

#include "access/audit/check.h"

#include "access/audit/check.sql.h"
#include "access/audit/words.h"
#include "base/described.h"
#include "base/error.h"
#include "base/json.h"
#include "store/audit/sealer.h"

#include <algorithm>
#include <mutex>

namespace tsunagi::access::audit {

namespace {

constexpr std::string_view kOperation = "verify_audit";

// It reads everything: a second one would only slow both.
std::mutex& one_at_a_time() {
    static std::mutex mutex;
    return mutex;
}

// The heads are read first: what was written after them is no fault.
CheckedTrail checked(store::Shops& shops, const std::string& name, store::Database& database) {
    const auto heads = store::audit::read_heads_file(store::audit::heads_file(shops.data_folder()),
                                                     name);
    const auto found = database.read(
        [&](store::Reader& reader) { return store::audit::verify(reader, heads); });
    return {.database = name,
            .links = found.links,
            .last = found.head ? found.head->n : 0,
            .erased = found.erased,
            .unsealed = found.unsealed,
            .findings = found.findings};
}

}  // namespace

TrailCheck check_trail(store::Shops& shops, Id<Shop> shop, store::audit::Event asked) {
    constexpr int kAskAgain_s = 10;
    const std::unique_lock lock(one_at_a_time(), std::try_to_lock);
    if (!lock) throw Error::busy("the trail is being checked by somebody else", kAskAgain_s);
    auto& database = shops.shop(shop);
    TrailCheck check;
    check.by = asked.user_name;
    check.trails.push_back(checked(shops, "shop-" + std::to_string(shop.value), database));
    check.trails.push_back(checked(shops, "control", shops.control()));
    check.intact = std::ranges::all_of(check.trails,
                                       [](const auto& trail) { return trail.findings.empty(); });
    asked.kind = word_of(Kind::TrailRead);
    asked.operation = kOperation;
    asked.entity = "audit";
    asked.entity_id = check.trails.front().last;
    asked.row_count = check.trails.front().links;
    const store::Actor actor{store::Actor::Kind::User, asked.user_id};
    return database.write(actor, [&](store::Tx& tx) {
        check.at = tx.now();
        asked.detail = to_json(check);
        store::audit::note(tx, asked);
        return check;
    });
}

std::optional<TrailCheck> last_check(store::Reader& shop) {
    const auto told = shop.text(sql::find_last_check,
                                {{"kind", word_of(Kind::TrailRead)}, {"operation", kOperation}});
    return told ? std::optional(from_json<TrailCheck>(*told)) : std::nullopt;
}

}  // namespace tsunagi::access::audit

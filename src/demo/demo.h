// Fills an empty shop with a believable one: customers, subscriptions with their whole history,
// orders and contact records, in as many as asked for. The same options give the same shop.
//
// Thread: the caller's; rows go through the shop's writer in batches, each with its change row.
#pragma once

#include "base/zone.h"
#include "store/database.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tsunagi::demo {

// A colleague who answered the demo's calls.
struct Agent {
    std::int64_t user_id = 0;
    std::string name;
};

struct DemoOptions {
    std::uint64_t seed = 7;
    std::int64_t customers = 20'000;
    int years = 3;
    double single_purchases = 1;  // times the usual number of one-off orders
    std::vector<Agent> agents;    // at least one
};

// Throws Conflict when the shop already has customers. `progress` hears how many are written.
void fill_demo_shop(store::Database&, const Zone&, Instant now, const DemoOptions&,
                    const std::function<void(std::int64_t customers_done)>& progress);

}  // namespace tsunagi::demo

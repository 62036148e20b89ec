#include "demo/demo.h"

#include "base/error.h"
#include "demo/batch.h"
#include "demo/demo.sql.h"

#include <algorithm>

namespace tsunagi::demo {
namespace {

constexpr std::int64_t kBatch = 2'000;
constexpr store::Actor kMaker{.kind = store::Actor::Kind::System};

void refuse_if_filled(store::Database& shop) {
    auto customers = shop.read(
        [](store::Reader& reader) { return reader.integer(sql::any_customer); });
    if (customers) throw Error(Code::Conflict, "the shop already has customers");
}

}  // namespace

void fill_demo_shop(store::Database& shop, const Zone& zone, Instant now,
                    const DemoOptions& options, const std::function<void(std::int64_t)>& progress) {
    ASSERT(!options.agents.empty());
    refuse_if_filled(shop);
    Day today = zone.day_of(now);
    LifeSpan span{.first = add_months(today, -12 * options.years),
                  .today = today,
                  .single_purchases = options.single_purchases};
    Shelf shelf = shop.write(kMaker, [](store::Tx& tx) { return stock_shelf(tx); });
    for (std::int64_t first = 1; first <= options.customers; first += kBatch) {
        std::int64_t last = std::min(first + kBatch - 1, options.customers);
        std::vector<Life> lives;
        for (std::int64_t n = first; n <= last; ++n) lives.push_back(live(options.seed, n, span));
        shop.write(kMaker, [&](store::Tx& tx) {
            Batch batch(tx, shelf, zone, now, options);
            batch.add(lives, first);
            batch.write();
        });
        progress(last);
    }
}

}  // namespace tsunagi::demo

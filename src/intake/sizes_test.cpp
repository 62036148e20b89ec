#include "intake/sizes.h"

#include "base/json.h"
#include "intake/counts.h"
#include "intake/testing.h"
#include "intake/testing.sql.h"

namespace tsunagi::intake {
namespace {

class SizesOfTables : public OnImports {
protected:
    // Of an import that did as much to each kind.
    void learn(const Count& each) {
        std::vector<Count> counts;
        for (const auto* kind : {"customer", "order", "order_line", "subscription", "contact"}) {
            counts.push_back({kind, each.created, each.updated, each.unchanged});
        }
        ImportRow row;
        row.counts = to_json(counts);
        write([&](store::Tx& tx) { learn_sizes(tx, row); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(SizesOfTables);

TEST_P(SizesOfTables, AreLearnedOnceAnImportTouchedManyRows) {
    learn({.entity = {}, .created = 500, .updated = 500, .unchanged = 0});
    EXPECT_EQ(count(sql::counted_tables), GetParam() == store::Dialect::Postgres ? 4 : 0);
}

}  // namespace
}  // namespace tsunagi::intake

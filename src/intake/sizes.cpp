#include "intake/sizes.h"

#include "base/json.h"
#include "intake/sizes.sql.h"

#include <algorithm>
#include <array>

namespace tsunagi::intake {

namespace {

constexpr std::int64_t kMany = 1'000;

struct Table {
    std::string_view entity;  // of Count
    const store::Statement* learn;
};
constexpr std::array kTables{
    Table{"customer", &sql::learn_customers}, Table{"order", &sql::learn_orders},
    Table{"subscription", &sql::learn_subscriptions}, Table{"contact", &sql::learn_contacts}};

}  // namespace

void learn_sizes(store::Tx& tx, const ImportRow& row) {
    for (const auto& count : from_json<std::vector<Count>>(row.counts)) {
        if (count.created + count.updated < kMany) continue;
        const auto table = std::ranges::find(kTables, count.entity, &Table::entity);
        if (table != kTables.end()) tx.text(*table->learn);
    }
}

}  // namespace tsunagi::intake

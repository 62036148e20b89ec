#include "journey/touched.h"

#include "journey/touched.sql.h"
#include "store/change_log.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::journey {

namespace {

using store::LoggedChange;
using store::Statement;

// How to find the customers of an entity's rows; null: journeys hold nothing of it.
const Statement* statement_for(std::string_view entity) {
    if (entity == "orders") return &sql::customers_of_orders;
    if (entity == "subscription") return &sql::customers_of_subscriptions;
    if (entity == "subscription_event") return &sql::customers_of_events;
    if (entity == "contact") return &sql::customers_of_contacts;
    if (entity == "customer") return &sql::customers_between;
    return nullptr;
}

// The customer a row belonged to before an update moved it to another.
std::optional<std::int64_t> customer_before(std::string_view json) {
    constexpr std::string_view kField = "\"customer_id\":";
    const auto at = json.find(kField);
    if (at == std::string_view::npos) return std::nullopt;
    const auto digits = json.substr(at + kField.size());
    std::int64_t id = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), id);
    return id;  // null reads as 0, the unknown customer
}

// Rows whose customers are looked up. When one is gone, the change itself must have told whose it
// was: by name, or, standing alone, by naming nobody.
struct RowRange {
    const Statement* statement;
    std::int64_t first;
    std::int64_t last;
    enum class Told { Customer, Nobody, Nothing } told;
};

}  // namespace

Touched touched_customers(store::Reader& reader, std::int64_t after, std::int64_t until) {
    constexpr int kAtOnce = 10'000;
    Touched touched;
    std::vector<RowRange> ranges;
    const auto note = [&](const LoggedChange& change) {
        const Statement* statement = statement_for(change.entity);
        if (statement == nullptr) return;
        const auto before = customer_before(change.before);
        if (before) touched.customers.push_back(*before);
        if (change.customer_id > 0) {
            touched.customers.push_back(change.customer_id);
        } else {
            using enum RowRange::Told;
            ranges.push_back({statement, change.first_id, change.last_id,
                              before        ? Customer
                              : change.bulk ? Nothing
                                            : Nobody});
        }
    };
    for (std::int64_t seq = after; seq < until;) {
        const std::int64_t reached = store::read_changes(reader, seq, until, kAtOnce, note);
        if (reached == seq) break;
        seq = reached;
    }
    // Only now: a reader answers one question at a time.
    for (const RowRange& range : ranges) {
        std::int64_t rows = 0;
        reader.rows(*range.statement, {{"first", range.first}, {"last", range.last}},
                    [&](const store::Row& row) {
                        touched.customers.push_back(row.integer(1));
                        ++rows;
                        return true;
                    });
        const bool complete = rows == range.last - range.first + 1;
        if (!complete && range.statement == &sql::customers_between) {
            for (auto id = range.first; id <= range.last; ++id) touched.customers.push_back(id);
        } else if (!complete) {
            if (range.told == RowRange::Told::Nobody) touched.customers.push_back(0);
            touched.unknown_extent |= range.told == RowRange::Told::Nothing;
        }
    }
    std::sort(touched.customers.begin(), touched.customers.end());
    const auto end = std::unique(touched.customers.begin(), touched.customers.end());
    touched.customers.erase(end, touched.customers.end());
    return touched;
}

}  // namespace tsunagi::journey

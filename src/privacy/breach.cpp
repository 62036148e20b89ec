#include "privacy/breach.h"

#include "access/audit/shown.h"
#include "base/json.h"
#include "privacy/breach.sql.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace tsunagi::privacy {

namespace {

using Fields = std::set<FieldGroup>;

struct AffectedRow {
    Id<record::Customer> customer_id;
    std::int64_t times = 0;
    Instant first_at;
    Instant last_at;
};
BOOST_DESCRIBE_STRUCT(AffectedRow, (), (customer_id, times, first_at, last_at))

store::Args args_of(const BreachFilter& filter) {
    constexpr Instant kFirst{0};
    constexpr Instant kLast{std::numeric_limits<std::int64_t>::max()};
    return {{"from", filter.from.value_or(kFirst)},
            {"to", filter.to.value_or(kLast)},
            {"user_id", filter.user.value_or(Id<User>{})},
            {"seq", filter.event_seq.value_or(0)}};
}

// Hidden values did not leave.
void add_fields(std::string_view detail, Fields& fields) {
    if (detail.empty()) return;
    for (const auto& shown : from_json<access::audit::EventDetail>(detail).fields) {
        if (shown.right > FieldRight::Hidden) fields.insert(shown.field);
    }
}

std::map<std::int64_t, Fields> fields_of(store::Reader& reader, const BreachFilter& filter,
                                         const std::vector<AffectedRow>& rows) {
    std::map<std::int64_t, Fields> fields;
    if (rows.empty()) return fields;
    auto args = args_of(filter);
    args.emplace_back("first", rows.front().customer_id);
    args.emplace_back("last", rows.back().customer_id);
    reader.rows(sql::list_details_of, args, [&](const store::Row& row) {
        add_fields(row.text(1), fields[row.integer(0)]);
        return true;
    });
    return fields;
}

std::map<std::int64_t, std::string> names_of(store::Reader& reader, const Viewer& viewer,
                                             const std::vector<AffectedRow>& rows) {
    std::vector<Id<record::Customer>> ids;
    for (const auto& row : rows) ids.push_back(row.customer_id);
    std::map<std::int64_t, std::string> names;
    for (const auto& customer : record::customer_rows(reader, viewer, ids)) {
        names.emplace(customer.id.value, customer.name);
    }
    return names;
}

void count(store::Reader& reader, const BreachFilter& filter, Breach& breach) {
    reader.rows(sql::count_breach, args_of(filter), [&](const store::Row& row) {
        breach.people = row.integer(0);
        breach.events = row.integer(1);
        return false;
    });
    Fields fields;
    reader.rows(sql::list_breach_details, args_of(filter), [&](const store::Row& row) {
        add_fields(row.text(0), fields);
        return true;
    });
    breach.fields.assign(fields.begin(), fields.end());
}

}  // namespace

Breach find_breach(store::Reader& reader, const Viewer& viewer, const BreachFilter& filter,
                   const record::PageRequest& asked) {
    const auto after = asked.cursor.empty() ? 0 : record::Cursor::parse(asked.cursor, 1).integer(0);
    auto args = args_of(filter);
    args.emplace_back("after", after);
    args.emplace_back("limit", asked.rows_and_one());
    const auto page = record::page_of(
        reader.all<AffectedRow>(sql::list_affected, args), asked,
        [](const AffectedRow& row) { return record::Cursor().add(row.customer_id.value); });
    Breach breach{.people = 0, .events = 0, .fields = {}, .items = {}, .next = page.next};
    count(reader, filter, breach);
    auto fields = fields_of(reader, filter, page.items);
    auto names = names_of(reader, viewer, page.items);
    for (const auto& row : page.items) {
        const auto& shown = fields[row.customer_id.value];
        breach.items.push_back({row.customer_id,
                                names[row.customer_id.value],
                                row.times,
                                row.first_at,
                                row.last_at,
                                {shown.begin(), shown.end()}});
    }
    return breach;
}

}  // namespace tsunagi::privacy

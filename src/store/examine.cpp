#include "store/examine.h"

#include "store/examine.sql.h"
#include "store/ids.sql.h"
#include "store/tables.h"

#include <algorithm>

namespace tsunagi::store {

namespace {

constexpr Statement kIntegrity{"integrity", "PRAGMA integrity_check(20)", {}};
constexpr Statement kReferences{"references", "PRAGMA foreign_key_check", {}};
constexpr std::size_t kMostFindings = 100;

using Findings = std::vector<std::string>;

void examine_bytes(Reader& reader, Findings& found) {
    reader.rows(kIntegrity, {}, [&](const Row& row) {
        if (row.text(0) != "ok") found.push_back("integrity: " + std::string(row.text(0)));
        return true;
    });
    reader.rows(kReferences, {}, [&](const Row& row) {
        const auto at = row.is_null(1) ? std::string() : " " + std::to_string(row.integer(1));
        found.push_back("row" + at + " of table " + std::string(row.text(0)) +
                        " refers to a missing row of " + std::string(row.text(2)));
        return found.size() < kMostFindings;
    });
}

void examine_log(Reader& reader, Findings& found) {
    reader.rows(sql::find_log_gaps, {}, [&](const Row& row) {
        found.push_back("the change log lacks " + std::to_string(row.integer(1) - 1) +
                        " changes before number " + std::to_string(row.integer(0)));
        return true;
    });
    reader.rows(sql::find_torn_items, {}, [&](const Row& row) {
        found.push_back("change " + std::to_string(row.integer(0)) + " lacks some of its items");
        return true;
    });
}

// An id is never handed out twice: the counter of a table is ahead of all its rows.
void examine_ids(Reader& reader, std::span<const std::string> derived, Findings& found) {
    for (const auto& table : tables_of(reader, derived)) {
        if (std::ranges::find(table.columns, "id", &Column::name) == table.columns.end()) continue;
        const auto next = reader.integer(sql::find_id_block, {{"name", table.name}}, -1);
        if (next < 0) continue;
        const auto text = "SELECT coalesce(max(id), 0) AS newest FROM " + table.name;
        const auto newest = reader.integer({"newest id of a table", text, text});
        if (newest < next) continue;
        found.push_back("table " + table.name + " has the row " + std::to_string(newest) +
                        ", but its counter stands at " + std::to_string(next));
    }
}

}  // namespace

std::vector<std::string> examine(Reader& reader, std::span<const std::string> derived) {
    Findings found;
    if (reader.dialect() == Dialect::Sqlite) examine_bytes(reader, found);
    examine_log(reader, found);
    examine_ids(reader, derived, found);
    return found;
}

}  // namespace tsunagi::store

#include "store/tables.h"

#include "base/error.h"
#include "store/tables.sql.h"

#include <algorithm>

namespace tsunagi::store {

namespace {

Column::Kind kind_of(const std::string& table, std::string_view type) {
    if (type == "INTEGER" || type == "BIGINT") return Column::Kind::Integer;
    if (type == "REAL" || type == "DOUBLE PRECISION") return Column::Kind::Real;
    if (type == "TEXT") return Column::Kind::Text;
    if (type == "BLOB" || type == "BYTEA") return Column::Kind::Bytes;
    throw Error(Code::Internal, "table " + table + " has a column of type " + std::string(type));
}

}  // namespace

std::vector<std::string> table_names(Reader& reader) {
    std::vector<std::string> names;
    reader.rows(sql::list_tables, {}, [&](const Row& row) {
        names.emplace_back(row.text(0));
        return true;
    });
    return names;
}

std::vector<Table> tables_of(Reader& reader, std::span<const std::string> without) {
    std::vector<Table> tables;
    for (auto& name : table_names(reader)) {
        if (std::ranges::find(without, name) != without.end()) continue;
        tables.push_back({std::move(name), {}});
    }
    for (auto& table : tables) {
        reader.rows(sql::list_columns, {{"table", table.name}}, [&](const Row& row) {
            table.columns.push_back({std::string(row.text(0)), kind_of(table.name, row.text(1))});
            return true;
        });
    }
    return tables;
}

}  // namespace tsunagi::store

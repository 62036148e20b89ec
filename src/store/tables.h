// The tables of a database as it describes them itself, for what treats all tables alike.
#pragma once

#include "store/database.h"

#include <span>
#include <string>
#include <vector>

namespace tsunagi::store {

struct Column {
    enum class Kind { Integer, Real, Text, Bytes };
    std::string name;
    Kind kind = Kind::Integer;
};

struct Table {
    std::string name;
    std::vector<Column> columns;  // by name
};

// In the order in which they were made: a table comes after those it refers to. Virtual tables and
// their shadows, SQLite's own tables, `migration` and those named are left out.
std::vector<Table> tables_of(Reader&, std::span<const std::string> without = {});

// Names only, of all but virtual tables.
std::vector<std::string> table_names(Reader&);

}  // namespace tsunagi::store

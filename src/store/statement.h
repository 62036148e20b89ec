// A Statement is one named SQL text from a `.sql` file, in both dialects; a Migration is one
// numbered schema step. Both are compiled in by the build (tools/embed_sql.py).
#pragma once

#include <string_view>

namespace tsunagi::store {

struct Statement {
    std::string_view name;  // "record/customer.find_customer"
    std::string_view sqlite;
    std::string_view postgres;
};

struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;  // with the layer's type words, see migrate.h
};

}  // namespace tsunagi::store

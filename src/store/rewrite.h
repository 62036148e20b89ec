// Turns the `:name` parameters of a statement into the positions of a dialect: ?1 or $1. The same
// name is the same position. Strings, quoted identifiers, comments, `::` casts and $$ bodies are
// left alone; comments are dropped. Pure.
#pragma once

#include "store/database.h"

namespace tsunagi::store {

struct Rewritten {
    struct Place {
        std::size_t from;  // where "$1" stands in sql
        std::size_t size;
        std::size_t parameter;  // index into names
    };
    std::string sql;
    std::vector<std::string> names;  // of position 1, 2, …
    std::vector<Place> places;
};

Rewritten rewrite(std::string_view sql, Dialect);

// Throws InvalidInput for text that holds a NUL, which PostgreSQL cannot store.
void require_storable(std::string_view name, std::string_view text);

// The values of `args` in the order of `names`; `statement` names the culprit in an error. Throws
// Internal for a name without a value and for a value without a name.
void order_values(std::string_view statement, std::span<const std::string> names, const Args& args,
                  std::vector<Value>& out);

}  // namespace tsunagi::store

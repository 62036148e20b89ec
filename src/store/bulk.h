// Bulk insertion of described rows: every field that can be a column is one, by its own name.
#pragma once

#include "store/database.h"

#include <span>
#include <string_view>
#include <vector>

namespace tsunagi::store {

// Inserts all rows with Tx::bulk_insert. Does nothing for an empty span.
void insert_all(Tx&, std::string_view table, const TypeTable&, const void* rows, std::size_t count,
                std::size_t row_size);

template <class Row>
void insert_all(Tx& tx, std::string_view table, std::span<const Row> rows) {
    insert_all(tx, table, type_of<Row>(), rows.data(), rows.size(), sizeof(Row));
}
template <class Row>
void insert_all(Tx& tx, std::string_view table, const std::vector<Row>& rows) {
    insert_all(tx, table, std::span<const Row>(rows));
}

}  // namespace tsunagi::store

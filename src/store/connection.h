// A Connection is one open connection to one database, of either dialect: what Reader and Tx are
// made on, inside the store. Other rooms never see it.
//
// Thread: one at a time; the pools and the writer hand connections over.
#pragma once

#include "store/database.h"

namespace tsunagi::store {

class Connection {
public:
    virtual ~Connection() = default;
    virtual Dialect dialect() const = 0;
    // A callback may use the connection again while its rows are still coming.
    virtual void rows(const Statement&, const Args&,
                      const std::function<bool(const Row&)>& each) = 0;
    virtual std::int64_t run(const Statement&, const Args&) = 0;
    virtual void bulk_insert(std::string_view table, std::span<const std::string_view> columns,
                             BulkRows&) = 0;
    // Several statements at once, without parameters.
    virtual void script(const std::string& sql) = 0;
};

// Told of every statement when a connection first prepares it. Null outside tests; see testing.h.
using StatementWatch = void (*)(const Statement&, Dialect);
void watch_statements(StatementWatch);
void tell_statement_watch(const Statement&, Dialect);

// The SQL text of the dialect. Throws Internal when the statement has none for it.
std::string_view text_of(const Statement&, Dialect);

}  // namespace tsunagi::store

#include "store/connection.h"

#include "base/error.h"

#include <atomic>

namespace tsunagi::store {

namespace {

std::atomic<StatementWatch> the_watch = nullptr;

}  // namespace

void watch_statements(StatementWatch watch) { the_watch = watch; }

void tell_statement_watch(const Statement& statement, Dialect dialect) {
    if (const auto watch = the_watch.load(std::memory_order_relaxed)) watch(statement, dialect);
}

std::string_view text_of(const Statement& statement, Dialect dialect) {
    const auto text = dialect == Dialect::Sqlite ? statement.sqlite : statement.postgres;
    if (text.empty()) {
        throw Error(Code::Internal, std::string(statement.name) + " has no text for this database");
    }
    return text;
}

}  // namespace tsunagi::store

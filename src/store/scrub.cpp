#include "store/scrub.h"

#include "store/postgres_database.h"
#include "store/sqlite_database.h"

namespace tsunagi::store {

bool scrub(Database& database) {
    if (auto* sqlite = dynamic_cast<SqliteDatabase*>(&database)) return sqlite->scrub();
    dynamic_cast<PostgresDatabase&>(database).scrub();
    return true;
}

std::int64_t stored_bytes(Database& database) {
    if (auto* sqlite = dynamic_cast<SqliteDatabase*>(&database)) return sqlite->stored_bytes();
    return dynamic_cast<PostgresDatabase&>(database).stored_bytes();
}

}  // namespace tsunagi::store

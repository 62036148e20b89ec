// Brings the schema of a database to that of the program. A migration is one .sql file for both
// dialects; these words are replaced:
//
//   {id}       INTEGER PRIMARY KEY    | BIGINT PRIMARY KEY    (values come from Tx::next_ids)
//   {int}      INTEGER                | BIGINT
//   {real}     REAL                   | DOUBLE PRECISION
//   {text}     TEXT                   | TEXT
//   {bytes}    BLOB                   | BYTEA
//   {strict}   STRICT                 |                       (at the end of a table)
//   {strict_without_rowid}  STRICT, WITHOUT ROWID |
//
// and lines between `-- only: sqlite` or `-- only: postgres` and `-- both` are of that dialect.
//
// Each migration is one transaction together with its row in `migration`: killed in the middle, a
// database has the old schema or the new one.
#pragma once

#include "store/connection.h"

#include <span>

namespace tsunagi::store {

// The SQL of one dialect. Throws Internal for an unknown word or section.
std::string expand_migration(std::string_view sql, Dialect);

// Applies the store's own migrations, then `migrations` in their order, as far as they are not yet
// applied. Throws Unavailable when the database has one that is not in the list: it was written by
// a newer version of the program.
void migrate(Connection&, std::span<const Migration> migrations, Instant now);

}  // namespace tsunagi::store

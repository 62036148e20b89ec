// Scrubbing rewrites a database so that none of its files holds a byte of a row that was deleted or
// overwritten: what erasing a person, and the purge of what is kept too long, end with.
//
// SQLite: full-text indexes are merged (FTS5 only notes that an entry is gone), VACUUM by the one
// writer, then the write-ahead log is emptied. PostgreSQL: VACUUM FULL of
// every table of the schema; its own WAL, its archive and replicas are the operator's business.
// Writes wait meanwhile (about a second per 200 MB).
#pragma once

#include "store/database.h"

namespace tsunagi::store {

// False when a reader kept the write-ahead log from being emptied: call it again.
bool scrub(Database&);

// Bytes of the database's files.
std::int64_t stored_bytes(Database&);

}  // namespace tsunagi::store

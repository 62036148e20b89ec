// What `tsunagi doctor` asks of a database: whether its bytes, references, ids and change log are
// whole. It reads everything, which takes minutes on a large shop, and holds up no writer.
#pragma once

#include "store/database.h"

#include <string>
#include <vector>

namespace tsunagi::store {

// What is wrong, one sentence each, at most a hundred; empty: the database is sound. Bytes and
// references are checked on SQLite; PostgreSQL guards its own.
// Tables of dialects' own forms (MoveOptions::derived) are left to those who know them.
std::vector<std::string> examine(Reader&, std::span<const std::string> derived = {});

}  // namespace tsunagi::store

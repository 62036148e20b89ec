// Copies all of one database into another one, of the same or the other dialect, with every id, and
// compares the two. It serves `tsunagi move` and, with an SQLite file as the target, the backup of
// a PostgreSQL shop.
#pragma once

#include "store/database.h"

#include <functional>
#include <string>
#include <vector>

namespace tsunagi::store {

// What a table holds: the number of its rows, and a sum that does not depend on their order of
// BLAKE2b hashes of each row's column names and values.
struct TableDigest {
    std::string table;
    std::int64_t rows = 0;
    std::uint64_t sum = 0;
    friend bool operator==(const TableDigest&, const TableDigest&) = default;
};

struct MoveOptions {
    // Tables that are made from others and differ between dialects (search indexes): not copied.
    // `rebuild` fills them in the target, in a write of its own, after everything else is there.
    std::vector<std::string> derived{};
    std::function<void(Database& target)> rebuild{};
    std::function<void(const std::string& table, std::int64_t rows)> progress{};
};

// The target has the same schema and no rows, and is opened anew before it serves: its change log
// goes on from the copied one. Nobody may write to the source meanwhile. Throws
// Conflict when the target is not empty (an interrupted move leaves it so: remove it, begin anew),
// Corrupt when the copy differs from the source, Internal when a table is missing on one side.
std::vector<TableDigest> move_shop(Database& source, Database& target, const MoveOptions& = {});

// Digests of every table that is not derived, in order of their names.
std::vector<TableDigest> digests_of(Reader&, const MoveOptions& = {});

}  // namespace tsunagi::store

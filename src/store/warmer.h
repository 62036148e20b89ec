// The Warmer brings the SQLite files of the shops into memory when the server starts: what
// searches read first, then the rest, as much as fits. Without it the first person to look for
// somebody waits for the disk.
//
// Thread: one of its own, which gives way to all others and ends when it is done.
#pragma once

#include "store/shops.h"

#include <stop_token>
#include <thread>

namespace tsunagi::store {

class Warmer {
public:
    // Nothing is to be done on PostgreSQL. The shops outlive it.
    explicit Warmer(Shops&);

private:
    std::jthread thread_;
};

// What the thread does: of one file, at most so many bytes beside the search indexes.
void warm(const std::filesystem::path& file, std::int64_t most_bytes, const std::stop_token&);

}  // namespace tsunagi::store

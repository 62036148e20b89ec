// Heads are the chain's newest digests, written where the database is not: a file of lines
//
//   2026-11-22T08:00:00.000Z shop-1 1234 9f86d0…
//
// Who prints one, or lets it be copied to another machine, can prove later that nothing before it
// was bent.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::store::audit {

struct Head {
    Instant at;
    std::string database;  // "control", "shop-1"
    std::int64_t n = 0;
    std::string digest;  // hex
};

std::string line_of(const Head&);
// Throws InvalidInput naming the line that is no head.
std::vector<Head> read_heads(std::string_view text, std::string_view database);
// All of a file; none when there is no file. Throws InvalidInput, as above.
std::vector<Head> read_heads_file(const std::filesystem::path&, std::string_view database);
// Appends and syncs.
void append_heads(const std::filesystem::path&, const std::vector<Head>&);

}  // namespace tsunagi::store::audit

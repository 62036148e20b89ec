// Reads TZif (RFC 8536): the offsets of a zone from UTC in time order. After the last transition
// of the file its footer, a POSIX TZ rule ("EST5EDT,M3.2.0,M11.1.0"), is unrolled to the year 2100.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tsunagi {

struct ZoneOffset {
    std::int64_t from_s;  // UTC seconds; the first one is the smallest int64
    std::int32_t offset_s;
};

// Nothing when the bytes are not TZif of version 2 or later. Never empty otherwise.
std::optional<std::vector<ZoneOffset>> tzif_offsets(std::string_view bytes);

}  // namespace tsunagi

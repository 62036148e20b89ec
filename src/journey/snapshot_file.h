// A snapshot file keeps the base of a View so that a restart maps it instead of reading the record.
//
//   header   magic "TSUNAGIJ", format number, watermark and its mark, number of sections, CRC-32C
//   table    per section: place, cells, bytes of a cell, CRC-32C
//   sections columns in the order of `each_column`, words last; each begins on a new page
//
// Integers are little-endian. Written to a temporary name, synced, renamed, and the folder synced:
// a crash leaves the old file or the new one. A file that is cut, damaged or of another format is
// no file: the reader gets nothing and builds anew.
#pragma once

#include "journey/view.h"

#include <filesystem>
#include <memory>

namespace tsunagi::journey {

// Identifies the change log: the instant of the change at the watermark. After a restore from a
// backup the log may hold another change there, and the snapshot is of a future that never was.
struct LogMark {
    std::int64_t watermark = 0;
    std::int64_t at_ms = 0;
    friend bool operator==(const LogMark&, const LogMark&) = default;
};

// Requires an empty delta. Throws StorageFull or Unavailable; the old file is then untouched.
void write_snapshot(const std::filesystem::path&, const View&, std::int64_t mark_at_ms);

struct MappedSnapshot {
    std::shared_ptr<View> view;
    LogMark mark;
};

// Null view: no usable file. Every byte is checked.
MappedSnapshot map_snapshot(const std::filesystem::path&);

}  // namespace tsunagi::journey

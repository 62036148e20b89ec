// The files of SQLite, mapped once for all connections of the process and for as long as one of
// them is open. SQLite's own mapping is made for each connection and taken down whenever something
// was committed: each read after a write would touch all its pages as if for the first time.
//
// A connection reads from the mapping when its `PRAGMA mmap_size` is not 0; the whole file is
// mapped, however much that asks for.
#pragma once

#include <cstdint>
#include <filesystem>

namespace tsunagi::store {

// The name of the VFS, which is registered when this is first called. Thread: any.
const char* mapped_files_vfs();

// Reads a part of a file into memory and makes it known to everybody who has the file open. False
// behind its end, when nobody has it open, or when it cannot be mapped.
bool read_into_mapping(const std::filesystem::path&, std::int64_t from, std::int64_t bytes);

}  // namespace tsunagi::store

// A VFS of SQLite in front of the system's own. What it opens are WrappedFiles; every call on one
// goes on to the system's file, unless the VFS puts a function of its own in that place.
#pragma once

#include <sqlite3.h>

namespace tsunagi::store {

struct WrappedFile {
    sqlite3_file base;
    sqlite3_file* real;  // lies behind ours in the space that SQLite gives
};
inline sqlite3_file* real_of(sqlite3_file* file) {
    return reinterpret_cast<WrappedFile*>(file)->real;
}

sqlite3_vfs& system_vfs();
// Every call goes on; none maps the file.
sqlite3_io_methods wrapping_methods();
// `bytes` is the size of the files, which begin with a WrappedFile.
sqlite3_vfs wrapping_vfs(const char* name, std::size_t bytes, decltype(sqlite3_vfs::xOpen) open);
// Opens the system's file at `behind` and gives ours these methods when that went well.
int open_wrapped(WrappedFile&, void* behind, const char* name, int flags, int* opened,
                 const sqlite3_io_methods&);

}  // namespace tsunagi::store

// An SQLite VFS over the system's that fails on command: a disk that is full, a disk that breaks.
// Databases are opened on it by SqliteDatabaseOptions::vfs = kFaultVfs.
//
// Thread: any; commands take effect at the next call into the file system.
#pragma once

#include <cstdint>

namespace tsunagi::store {

constexpr const char* kFaultVfs = "fault";

enum class DiskFault {
    None,
    Full,         // no write finds room
    FailingSync,  // fsync reports an I/O error
    FailingRead,  // no page can be read
};

// Registers the VFS once and sets what goes wrong from now on.
void set_disk_fault(DiskFault);
// How many calls failed since the last set_disk_fault.
std::int64_t failed_disk_calls();

}  // namespace tsunagi::store

#include "store/fault_vfs_testing.h"

#include "store/wrapped_file.h"

#include <atomic>

namespace tsunagi::store {

namespace {

std::atomic<DiskFault> the_fault = DiskFault::None;
std::atomic<std::int64_t> the_failures = 0;

int fail_with(int result) {
    ++the_failures;
    return result;
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    if (the_fault == DiskFault::FailingRead) return fail_with(SQLITE_IOERR_READ);
    return real_of(file)->pMethods->xRead(real_of(file), to, size, at);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    if (the_fault == DiskFault::Full) return fail_with(SQLITE_FULL);
    return real_of(file)->pMethods->xWrite(real_of(file), from, size, at);
}
int sync_file(sqlite3_file* file, int flags) {
    if (the_fault == DiskFault::FailingSync) return fail_with(SQLITE_IOERR_FSYNC);
    return real_of(file)->pMethods->xSync(real_of(file), flags);
}

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* opened) {
    static const sqlite3_io_methods methods = [] {
        auto all = wrapping_methods();
        all.xRead = read_file;
        all.xWrite = write_file;
        all.xSync = sync_file;
        return all;
    }();
    auto* const ours = reinterpret_cast<WrappedFile*>(file);
    return open_wrapped(*ours, ours + 1, name, flags, opened, methods);
}

}  // namespace

void set_disk_fault(DiskFault fault) {
    sqlite3_initialize();
    static sqlite3_vfs vfs = wrapping_vfs(kFaultVfs, sizeof(WrappedFile), open_file);
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    (void)registered;
    the_failures = 0;
    the_fault = fault;
}

std::int64_t failed_disk_calls() { return the_failures; }

}  // namespace tsunagi::store

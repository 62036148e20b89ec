#include "store/fault_vfs_testing.h"

#include <sqlite3.h>

#include <atomic>

namespace tsunagi::store {

namespace {

std::atomic<DiskFault> the_fault = DiskFault::None;
std::atomic<std::int64_t> the_failures = 0;

int fail_with(int result) {
    ++the_failures;
    return result;
}

sqlite3_vfs& system_vfs() {
    static sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
    return *vfs;
}

// Our file; the system's lies right behind it in the space SQLite gives.
struct FaultFile {
    sqlite3_file base;
    sqlite3_file* real;
};
sqlite3_file* real_of(sqlite3_file* file) { return reinterpret_cast<FaultFile*>(file)->real; }

int close_file(sqlite3_file* file) { return real_of(file)->pMethods->xClose(real_of(file)); }
int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    if (the_fault == DiskFault::FailingRead) return fail_with(SQLITE_IOERR_READ);
    return real_of(file)->pMethods->xRead(real_of(file), to, size, at);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    if (the_fault == DiskFault::Full) return fail_with(SQLITE_FULL);
    return real_of(file)->pMethods->xWrite(real_of(file), from, size, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
    if (the_fault == DiskFault::FailingSync) return fail_with(SQLITE_IOERR_FSYNC);
    return real_of(file)->pMethods->xSync(real_of(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int lock_file(sqlite3_file* file, int level) {
    return real_of(file)->pMethods->xLock(real_of(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
int check_lock(sqlite3_file* file, int* held) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), held);
}
int control_file(sqlite3_file* file, int what, void* with) {
    return real_of(file)->pMethods->xFileControl(real_of(file), what, with);
}
int sector_size(sqlite3_file* file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
int device(sqlite3_file* file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, volatile void** out) {
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }
int shm_unmap(sqlite3_file* file, int remove) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

constexpr sqlite3_io_methods kMethods{
    2,         close_file,  read_file,  write_file,   truncate_file, sync_file, file_size,
    lock_file, unlock_file, check_lock, control_file, sector_size,   device,    shm_map,
    shm_lock,  shm_barrier, shm_unmap,  nullptr,      nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* opened) {
    auto* ours = reinterpret_cast<FaultFile*>(file);
    ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
    ours->base.pMethods = nullptr;
    const int result = system_vfs().xOpen(&system_vfs(), name, ours->real, flags, opened);
    if (ours->real->pMethods) ours->base.pMethods = &kMethods;
    return result;
}

sqlite3_vfs make_vfs() {
    sqlite3_vfs vfs = system_vfs();
    vfs.pNext = nullptr;
    vfs.zName = kFaultVfs;
    vfs.szOsFile = int(sizeof(FaultFile)) + system_vfs().szOsFile;
    vfs.xOpen = open_file;
    return vfs;
}

}  // namespace

void set_disk_fault(DiskFault fault) {
    sqlite3_initialize();
    static sqlite3_vfs vfs = make_vfs();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    (void)registered;
    the_failures = 0;
    the_fault = fault;
}

std::int64_t failed_disk_calls() { return the_failures; }

}  // namespace tsunagi::store

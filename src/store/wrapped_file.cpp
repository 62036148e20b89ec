#include "store/wrapped_file.h"

namespace tsunagi::store {

namespace {

int close_file(sqlite3_file* file) { return real_of(file)->pMethods->xClose(real_of(file)); }
int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    return real_of(file)->pMethods->xRead(real_of(file), to, size, at);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    return real_of(file)->pMethods->xWrite(real_of(file), from, size, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
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

}  // namespace

sqlite3_vfs& system_vfs() {
    static sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
    return *vfs;
}

sqlite3_io_methods wrapping_methods() {
    return {2,         close_file,  read_file,  write_file,   truncate_file, sync_file, file_size,
            lock_file, unlock_file, check_lock, control_file, sector_size,   device,    shm_map,
            shm_lock,  shm_barrier, shm_unmap,  nullptr,      nullptr};
}

sqlite3_vfs wrapping_vfs(const char* name, std::size_t bytes, decltype(sqlite3_vfs::xOpen) open) {
    sqlite3_vfs vfs = system_vfs();
    vfs.pNext = nullptr;
    vfs.zName = name;
    vfs.szOsFile = int(bytes) + system_vfs().szOsFile;
    vfs.xOpen = open;
    return vfs;
}

int open_wrapped(WrappedFile& ours, void* behind, const char* name, int flags, int* opened,
                 const sqlite3_io_methods& methods) {
    ours.real = static_cast<sqlite3_file*>(behind);
    ours.base.pMethods = nullptr;
    const int result = system_vfs().xOpen(&system_vfs(), name, ours.real, flags, opened);
    if (ours.real->pMethods) ours.base.pMethods = &methods;
    return result;
}

}  // namespace tsunagi::store

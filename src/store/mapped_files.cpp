#include "store/mapped_files.h"

#include "store/wrapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <new>

namespace tsunagi::store {

namespace {

// Addresses for a file that may still grow: pages behind its end are there once it has them.
class Mapping {
public:
    Mapping(int descriptor, std::int64_t bytes)
        : bytes_(bytes),
          at_(mmap(nullptr, std::size_t(bytes), PROT_READ, MAP_SHARED, descriptor, 0)) {}
    ~Mapping() {
        if (at_ != MAP_FAILED) munmap(at_, std::size_t(bytes_));
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    std::int64_t bytes() const { return at_ == MAP_FAILED ? 0 : bytes_; }
    void* at(std::int64_t place) const { return static_cast<char*>(at_) + place; }

private:
    const std::int64_t bytes_;
    void* const at_;
};

// A file on the disk, whoever has it open. Its descriptor is closed after theirs: closing any
// descriptor of a file gives up all POSIX locks that the process has on it.
class SharedFile {
public:
    explicit SharedFile(int descriptor) : descriptor_(descriptor) {}
    ~SharedFile() { ::close(descriptor_); }
    SharedFile(const SharedFile&) = delete;
    SharedFile& operator=(const SharedFile&) = delete;

    std::int64_t bytes() const {
        struct stat now{};
        return ::fstat(descriptor_, &now) == 0 ? now.st_size : 0;
    }
    // One that has room for so many bytes.
    std::shared_ptr<const Mapping> mapping(std::int64_t bytes) {
        constexpr std::int64_t kRoom = 64L << 20;
        const std::lock_guard lock(mutex_);
        if (!mapping_ || mapping_->bytes() < bytes) {
            mapping_ = std::make_shared<Mapping>(descriptor_, bytes + bytes / 4 + kRoom);
        }
        return mapping_;
    }

private:
    const int descriptor_;
    std::mutex mutex_;  // guards mapping_
    std::shared_ptr<const Mapping> mapping_;
};

enum class Absent { Open, LeaveIt };

// Null when the file cannot be opened a second time: it is then read without a mapping.
std::shared_ptr<SharedFile> shared_file(const char* name, Absent absent = Absent::Open) {
    static std::mutex mutex;  // guards open
    static std::map<std::pair<dev_t, ino_t>, std::weak_ptr<SharedFile>> open;
    struct stat which{};
    const std::lock_guard lock(mutex);
    std::erase_if(open, [](const auto& entry) { return entry.second.expired(); });
    if (::stat(name, &which) != 0) return nullptr;
    auto& known = open[{which.st_dev, which.st_ino}];
    if (auto shared = known.lock()) return shared;
    if (absent == Absent::LeaveIt) return nullptr;
    const int descriptor = ::open(name, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return nullptr;
    auto shared = std::make_shared<SharedFile>(descriptor);
    known = shared;
    return shared;
}

struct MappedFile : WrappedFile {
    std::shared_ptr<SharedFile> shared;
    std::shared_ptr<const Mapping> mapping;
    std::int64_t usable = 0;    // bytes of it that the file has
    std::int64_t borrowed = 0;  // pages
    bool is_current = false;    // since something was last committed

    void look() {
        is_current = true;
        usable = 0;
        if (!shared) return;
        const auto bytes = shared->bytes();
        mapping = shared->mapping(bytes);
        usable = std::min(bytes, mapping->bytes());
    }
};
MappedFile& mapped(sqlite3_file* file) { return *reinterpret_cast<MappedFile*>(file); }

int close_file(sqlite3_file* file) {
    const int result = real_of(file)->pMethods->xClose(real_of(file));
    mapped(file).~MappedFile();  // after the close: its descriptor goes last
    return result;
}

int control_file(sqlite3_file* file, int what, void* with) {
    if (what == SQLITE_FCNTL_MMAP_SIZE) return SQLITE_OK;  // the system's file is not to map itself
    return real_of(file)->pMethods->xFileControl(real_of(file), what, with);
}

// SQLite reads a page by itself when it gets none.
int fetch(sqlite3_file* file, sqlite3_int64 at, int size, void** page) {
    constexpr int kMostOverrun = 256;  // of reading a corrupt page
    auto& ours = mapped(file);
    *page = nullptr;
    if (!ours.is_current) ours.look();
    if (at + size + kMostOverrun > ours.usable) return SQLITE_OK;
    *page = ours.mapping->at(at);
    ++ours.borrowed;
    return SQLITE_OK;
}

// Without a page: something was committed since the last read, and the file may have another size.
int unfetch(sqlite3_file* file, sqlite3_int64, void* page) {
    auto& ours = mapped(file);
    if (page != nullptr) {
        --ours.borrowed;
    } else if (ours.borrowed == 0) {
        ours.is_current = false;
    }
    return SQLITE_OK;
}

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* opened) {
    static const sqlite3_io_methods methods = [] {
        auto all = wrapping_methods();
        all.iVersion = 3;
        all.xClose = close_file;
        all.xFileControl = control_file;
        all.xFetch = fetch;
        all.xUnfetch = unfetch;
        return all;
    }();
    // Only the database itself is mapped; all other files are the system's, as they are.
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0 || name == nullptr) {
        return system_vfs().xOpen(&system_vfs(), name, file, flags, opened);
    }
    auto* const ours = new (file) MappedFile{};
    const int result = open_wrapped(*ours, ours + 1, name, flags, opened, methods);
    if (ours->base.pMethods == nullptr) {
        ours->~MappedFile();  // SQLite closes nothing that has no methods
    } else if (result == SQLITE_OK) {
        ours->shared = shared_file(name);
    }
    return result;
}

}  // namespace

const char* mapped_files_vfs() {
    static constexpr const char* kName = "tsunagi-mapped";
    static const int registered = [] {
        sqlite3_initialize();
        static sqlite3_vfs vfs = wrapping_vfs(kName, sizeof(MappedFile), open_file);
        return sqlite3_vfs_register(&vfs, 0);
    }();
    (void)registered;
    return kName;
}

bool read_into_mapping(const std::filesystem::path& file, std::int64_t from, std::int64_t bytes) {
    const auto shared = shared_file(file.c_str(), Absent::LeaveIt);
    if (!shared) return false;
    const auto whole = shared->bytes();
    const auto mapping = shared->mapping(whole);
    const auto end = std::min({from + bytes, whole, mapping->bytes()});
    if (from >= end) return false;
    const auto size = std::size_t(end - from);
    // Kernels before 5.14 know only the second: the pages are read, but not yet made known.
    return madvise(mapping->at(from), size, MADV_POPULATE_READ) == 0 ||
           madvise(mapping->at(from), size, MADV_WILLNEED) == 0;
}

}  // namespace tsunagi::store

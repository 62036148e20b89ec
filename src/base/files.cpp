#include "base/files.h"

#include "base/file_error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tsunagi {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(int error, std::string_view action, const fs::path& path) {
    Code code = Code::Unavailable;
    if (error == ENOSPC || error == EDQUOT) code = Code::StorageFull;
    if (error == ENOENT || error == ENOTDIR) code = Code::NotFound;
    if (error == EACCES || error == EPERM || error == EROFS) code = Code::Forbidden;
    throw FileError(code, "cannot " + std::string(action) + " " + path.string() + ": " +
                              std::generic_category().message(error));
}

int open_or_fail(const fs::path& path, int flags, std::string_view action) {
    const int fd = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
    if (fd < 0) fail(errno, action, path);
    return fd;
}

}  // namespace

File::File(int fd, fs::path path) : fd_(fd), path_(std::move(path)) {}

File File::open(const fs::path& path) { return {open_or_fail(path, O_RDONLY, "open"), path}; }

File File::create(const fs::path& path) {
    return {open_or_fail(path, O_WRONLY | O_CREAT | O_TRUNC, "create"), path};
}

File File::append(const fs::path& path) {
    return {open_or_fail(path, O_WRONLY | O_CREAT | O_APPEND, "open"), path};
}

File::File(File&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}

File& File::operator=(File&& other) noexcept {
    if (this == &other) return *this;
    if (fd_ >= 0) ::close(fd_);
    fd_ = std::exchange(other.fd_, -1);
    path_ = std::move(other.path_);
    return *this;
}

File::~File() {
    if (fd_ >= 0) ::close(fd_);
}

std::size_t File::read(std::span<std::byte> out) {
    while (true) {
        const ssize_t got = ::read(fd_, out.data(), out.size());
        if (got >= 0) return std::size_t(got);
        if (errno != EINTR) fail(errno, "read", path_);
    }
}

void File::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(fd_, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) fail(errno, "write", path_);
        bytes = bytes.subspan(std::size_t(put));
    }
}

void File::sync() {
    if (::fsync(fd_) != 0) fail(errno, "sync", path_);
}

std::uint64_t File::size() const {
    struct stat status{};
    if (::fstat(fd_, &status) != 0) fail(errno, "examine", path_);
    return std::uint64_t(status.st_size);
}

void File::close() {
    if (fd_ < 0) return;
    // Linux has let go of the descriptor even when close(2) fails.
    if (::close(std::exchange(fd_, -1)) != 0 && errno != EINTR) fail(errno, "close", path_);
}

AtomicFile::AtomicFile(fs::path target)
    : target_(std::move(target)), file_(File::create(target_.string() + ".part")) {}

AtomicFile::~AtomicFile() {
    if (!committed_) ::unlink(file_.path().c_str());
}

void AtomicFile::commit() {
    file_.sync();
    file_.close();
    if (::rename(file_.path().c_str(), target_.c_str()) != 0) fail(errno, "rename to", target_);
    committed_ = true;
    sync_folder(target_.has_parent_path() ? target_.parent_path() : fs::path("."));
}

void write_atomically(const fs::path& path, std::string_view bytes) {
    AtomicFile file(path);
    file.file().write(bytes);
    file.commit();
}

std::string read_file(const fs::path& path, std::uint64_t limit) {
    File file = File::open(path);
    std::string out;
    std::size_t got = 1;
    while (got > 0) {
        const std::size_t at = out.size();
        out.resize(at + 65'536);
        got = file.read(std::span(out).subspan(at));
        out.resize(at + got);
        if (out.size() > limit) {
            throw FileError(Code::TooLarge,
                            path.string() + " has more than " + std::to_string(limit) + " bytes");
        }
    }
    return out;
}

void sync_folder(const fs::path& path) {
    File folder = File::open(path);
    folder.sync();
}

}  // namespace tsunagi

#include "intake/byte_source.h"

#include "base/error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace tsunagi::intake {

FileSource::FileSource(const std::filesystem::path& path, std::uint64_t from)
    : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), at_(from) {
    if (file_ < 0) {
        throw Error(Code::NotFound, "cannot open the file " + path.filename().string() + ": " +
                                        std::strerror(errno));
    }
    ::posix_fadvise(file_, 0, 0, POSIX_FADV_SEQUENTIAL);
}

FileSource::~FileSource() { ::close(file_); }

std::size_t FileSource::read(char* to, std::size_t room) {
    for (;;) {
        const auto got = ::pread(file_, to, room, static_cast<off_t>(at_));
        if (got >= 0) {
            at_ += static_cast<std::uint64_t>(got);
            return static_cast<std::size_t>(got);
        }
        if (errno != EINTR) {
            throw Error(Code::Unavailable,
                        std::string("cannot read the file: ") + std::strerror(errno));
        }
    }
}

std::size_t TextSource::read(char* to, std::size_t room) {
    const auto size = std::min({room, piece_, rest_.size()});
    std::memcpy(to, rest_.data(), size);
    rest_.remove_prefix(size);
    return size;
}

std::string first_bytes(const std::filesystem::path& path, std::size_t limit) {
    FileSource source(path);
    std::string text(limit, '\0');
    std::size_t size = 0;
    while (size < limit) {
        const auto got = source.read(text.data() + size, limit - size);
        if (got == 0) break;
        size += got;
    }
    text.resize(size);
    return text;
}

}  // namespace tsunagi::intake

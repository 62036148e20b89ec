// Files that are closed whatever happens, and files that are there wholly or not at all.
//
// A full disk (ENOSPC, EDQUOT) throws StorageFull, a missing file NotFound, a refused one
// Forbidden, anything else Unavailable; the message names the path. Thread: one per object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace tsunagi {

// Owner of one open descriptor.
class File {
public:
    static File open(const std::filesystem::path&);    // to read
    static File create(const std::filesystem::path&);  // to write, emptied, mode 0600
    static File append(const std::filesystem::path&);  // to write at its end, made when missing

    File(File&& other) noexcept;
    File& operator=(File&& other) noexcept;
    ~File();

    // Up to out.size() bytes; 0 only at the end of the file.
    std::size_t read(std::span<std::byte> out);
    std::size_t read(std::span<char> out) { return read(std::as_writable_bytes(out)); }
    // All of them or an exception.
    void write(std::span<const std::byte>);
    void write(std::string_view text) { write(std::as_bytes(std::span(text))); }
    // Returns when the bytes are on the disk.
    void sync();
    std::uint64_t size() const;
    // Reports what close(2) reports; the destructor keeps silent.
    void close();

    int descriptor() const { return fd_; }
    const std::filesystem::path& path() const { return path_; }

private:
    File(int fd, std::filesystem::path path);
    int fd_ = -1;
    std::filesystem::path path_;
};

// A file that takes its name only when it is complete: written beside its place, synced, renamed,
// and the folder synced. Without commit() nothing remains of it.
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path target);
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile();

    File& file() { return file_; }
    void commit();

private:
    std::filesystem::path target_;
    File file_;
    bool committed_ = false;
};

void write_atomically(const std::filesystem::path&, std::string_view bytes);
// Throws TooLarge beyond `limit` bytes.
std::string read_file(const std::filesystem::path&, std::uint64_t limit);
// After a rename or an unlink: makes the folder itself durable.
void sync_folder(const std::filesystem::path&);

}  // namespace tsunagi

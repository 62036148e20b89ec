// Bytes read in order, in pieces of any size: a file from some offset on, or text in a test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace tsunagi::intake {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    // Reads up to `room` bytes; 0 only at the end. Throws Unavailable when the medium fails.
    virtual std::size_t read(char* to, std::size_t room) = 0;
};

// A file of the disk. Throws NotFound when it cannot be opened.
class FileSource final : public ByteSource {
public:
    explicit FileSource(const std::filesystem::path&, std::uint64_t from = 0);
    ~FileSource() override;
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;
    std::size_t read(char* to, std::size_t room) override;

private:
    int file_;
    std::uint64_t at_;
};

// Text in memory, borrowed, handed out in pieces of at most `piece` bytes.
class TextSource final : public ByteSource {
public:
    explicit TextSource(std::string_view text, std::size_t piece = ~std::size_t{0})
        : rest_(text), piece_(piece) {}
    std::size_t read(char* to, std::size_t room) override;

private:
    std::string_view rest_;
    std::size_t piece_;
};

// The first `limit` bytes of a file, for a look at what it is.
std::string first_bytes(const std::filesystem::path&, std::size_t limit);

}  // namespace tsunagi::intake

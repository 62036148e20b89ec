#include "store/files.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <fstream>

namespace tsunagi::store {

namespace {

[[noreturn]] void fail_on(const std::filesystem::path& file, const std::error_code& reason) {
    const bool full = reason == std::errc::no_space_on_device;
    throw Error(full ? Code::StorageFull : Code::Unavailable,
                "cannot write " + file.string() + ": " + reason.message());
}

}  // namespace

void sync_to_disk(const std::filesystem::path& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && fsync(file) == 0;
    const std::error_code reason(errno, std::generic_category());
    if (file >= 0) close(file);
    if (!synced) fail_on(path, reason);
}

std::string sha256_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw Error(Code::NotFound, "cannot read " + path.string());
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::array<char, 1 << 16> piece;
    while (in.read(piece.data(), piece.size()), in.gcount() > 0) {
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                                  static_cast<unsigned long long>(in.gcount()));
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
    crypto_hash_sha256_final(&state, digest.data());
    std::string hex(2 * digest.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();  // the terminator
    return hex;
}

void copy_to_disk(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code reason;
    std::filesystem::create_directories(to.parent_path(), reason);
    if (!reason) std::filesystem::copy_file(from, to, reason);
    if (reason) fail_on(to, reason);
    sync_to_disk(to);
    sync_to_disk(to.parent_path());
}

void write_to_disk(const std::filesystem::path& path, std::string_view content) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(content.data(), std::streamsize(content.size()));
    out.close();
    if (!out) fail_on(path, std::error_code(errno, std::generic_category()));
    sync_to_disk(path);
    sync_to_disk(path.parent_path());
}

}  // namespace tsunagi::store

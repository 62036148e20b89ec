#include "store/sealed_backup.h"

#include "base/described.h"
#include "base/files.h"
#include "base/json.h"

#include <sodium.h>

#include <algorithm>

namespace tsunagi::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kKeyBytes = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t kHeadBytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kMoreBytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::uint64_t kLongestIndex = 64 << 20;
constexpr const char* kIndex = "sealed.json";
constexpr const char* kManifest = "manifest.json";

struct SealedIndex {
    std::int32_t format = 1;
    std::string cipher = "xchacha20poly1305-secretstream";
    std::string salt;                // hexadecimal
    std::vector<std::string> files;  // the first is 1.sealed
};
BOOST_DESCRIBE_STRUCT(SealedIndex, (), (format, cipher, salt, files))

class Key {
public:
    Key(std::string_view text, const std::string& salt_hex) {
        std::size_t size = 0;
        const bool raw = text.size() == kKeyBytes * 2 &&
                         sodium_hex2bin(bytes_.data(), bytes_.size(), text.data(), text.size(),
                                        nullptr, &size, nullptr) == 0 &&
                         size == bytes_.size();
        if (!raw) derive(text, salt_hex);
    }
    ~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }
    Key(const Key&) = delete;
    Key& operator=(const Key&) = delete;
    const unsigned char* data() const { return bytes_.data(); }

private:
    void derive(std::string_view text, const std::string& salt_hex) {
        constexpr std::size_t kShortest = 16;
        constexpr unsigned long long kPasses = 3;
        constexpr std::size_t kMemory = 64 << 20;
        if (text.size() < kShortest) {
            throw Error(Code::InvalidInput, "the key of a backup is 64 hexadecimal digits, or a "
                                            "passphrase of at least 16 characters");
        }
        std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
        sodium_hex2bin(salt.data(), salt.size(), salt_hex.data(), salt_hex.size(), nullptr, nullptr,
                       nullptr);
        if (crypto_pwhash(bytes_.data(), bytes_.size(), text.data(), text.size(), salt.data(),
                          kPasses, kMemory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
            throw Error(Code::Unavailable, "no memory to derive the key of the backup");
        }
    }

    std::array<unsigned char, kKeyBytes> bytes_{};
};

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
std::span<std::byte> span_of(std::vector<unsigned char>& piece, std::size_t size) {
    return std::as_writable_bytes(std::span(piece).first(size));
}

std::size_t read_full(File& file, std::span<std::byte> out) {
    std::size_t size = 0;
    while (size < out.size()) {
        const auto more = file.read(out.subspan(size));
        if (more == 0) break;
        size += more;
    }
    return size;
}

void seal_file(const fs::path& from, const fs::path& to, std::string_view name, const Key& key) {
    crypto_secretstream_xchacha20poly1305_state state;
    std::vector<unsigned char> plain(kPiece);
    std::vector<unsigned char> sealed(kPiece + kMoreBytes);
    crypto_secretstream_xchacha20poly1305_init_push(&state, sealed.data(), key.data());
    auto in = File::open(from);
    AtomicFile out(to);
    out.file().write(span_of(sealed, kHeadBytes));
    auto left = in.size();
    do {
        const auto size = read_full(in, span_of(plain, kPiece));
        left -= std::min<std::uint64_t>(left, size);
        const bool last = left == 0 || size < kPiece;
        const unsigned char tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                       : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
        unsigned long long length = 0;
        crypto_secretstream_xchacha20poly1305_push(&state, sealed.data(), &length, plain.data(),
                                                   size, bytes(name), name.size(), tag);
        out.file().write(span_of(sealed, std::size_t(length)));
        if (last) break;
    } while (true);
    out.commit();
}

// False when the key or the bytes are not those it was sealed with.
bool open_file(const fs::path& from, const fs::path& to, std::string_view name, const Key& key) {
    crypto_secretstream_xchacha20poly1305_state state;
    std::vector<unsigned char> plain(kPiece);
    std::vector<unsigned char> sealed(kPiece + kMoreBytes);
    auto in = File::open(from);
    if (read_full(in, span_of(sealed, kHeadBytes)) != kHeadBytes) return false;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&state, sealed.data(), key.data()) != 0) {
        return false;
    }
    fs::create_directories(to.parent_path());
    AtomicFile out(to);
    unsigned char tag = 0;
    while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        const auto size = read_full(in, span_of(sealed, sealed.size()));
        unsigned long long length = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&state, plain.data(), &length, &tag,
                                                       sealed.data(), size, bytes(name),
                                                       name.size()) != 0) {
            return false;
        }
        out.file().write(span_of(plain, std::size_t(length)));
    }
    if (in.read(span_of(sealed, 1)) != 0) return false;  // something was added behind
    out.commit();
    return true;
}

fs::path sealed_name(std::size_t index) { return std::to_string(index + 1) + ".sealed"; }

SealedIndex read_index(const fs::path& folder) {
    const auto path = folder / kIndex;
    auto index = from_json<SealedIndex>(read_file(path, kLongestIndex));
    if (index.format != 1) {
        throw Error(Code::Unavailable, "the backup was sealed by a newer version");
    }
    for (const fs::path file : index.files) {
        const bool climbs = std::ranges::find(file, fs::path("..")) != file.end();
        if (file.empty() || file.is_absolute() || climbs) {
            throw Error(Code::Corrupt, "the backup names a file outside of it: " + file.string());
        }
    }
    if (index.files.empty() || index.files[0] != kManifest) {
        throw Error(Code::Corrupt, "the backup is damaged: " + path.string());
    }
    return index;
}

}  // namespace

void seal_backup(const fs::path& folder, std::string_view key_text, Random& random) {
    std::array<std::byte, crypto_pwhash_SALTBYTES> salt{};
    random.fill(salt);
    std::array<char, crypto_pwhash_SALTBYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(salt.data()),
                   salt.size());
    SealedIndex index{.salt = hex.data(), .files = {kManifest}};
    const Key key(key_text, index.salt);
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto name = entry.path().lexically_relative(folder).generic_string();
        if (entry.is_regular_file() && name != kManifest) index.files.push_back(name);
    }
    std::sort(index.files.begin() + 1, index.files.end());
    for (std::size_t i = 0; i < index.files.size(); ++i) {
        seal_file(folder / index.files[i], folder / sealed_name(i), index.files[i], key);
        fs::remove(folder / index.files[i]);
    }
    for (const auto& part : {"shops", "files", "erased"}) fs::remove_all(folder / part);
    write_atomically(folder / kIndex, to_json(index));
}

bool is_sealed(const fs::path& folder) { return fs::exists(folder / kIndex); }

void open_sealed_backup(const fs::path& folder, std::string_view key_text, const fs::path& to) {
    const auto index = read_index(folder);
    const Key key(key_text, index.salt);
    if (fs::exists(to)) throw Error(Code::Conflict, to.string() + " is there already");
    for (std::size_t i = 0; i < index.files.size(); ++i) {
        const auto file = folder / sealed_name(i);
        if (open_file(file, to / index.files[i], index.files[i], key)) continue;
        fs::remove_all(to);
        if (i == 0) throw Error(Code::InvalidInput, "the key does not open this backup");
        throw Error(Code::Corrupt, "the backup is damaged: " + file.string());
    }
    fs::permissions(to, fs::perms::owner_all);
}

}  // namespace tsunagi::store

#include "access/seal.h"

#include "base/encoding.h"
#include "base/error.h"
#include "base/files.h"

#include <sodium.h>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tsunagi::access {

static constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(std::tuple_size_v<Seal::Key> == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(std::tuple_size_v<Seal::Key> == crypto_generichash_KEYBYTES);

static const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

static const unsigned char* octets(const Seal::Key& key) {
    return reinterpret_cast<const unsigned char*>(key.data());
}

static void check_mode(const File& file) {
    struct stat found{};
    const bool read = ::fstat(file.descriptor(), &found) == 0;
    if (read && (found.st_mode & (S_IRWXG | S_IRWXO)) == 0) return;
    throw Error(Code::Forbidden,
                file.path().string() + " can be read by others; its mode has to be 0600");
}

static void write_key_file(const std::filesystem::path& path, Random& random) {
    Seal::Key fresh{};
    random.fill(fresh);
    AtomicFile file(path);
    file.file().write(base64url(fresh) + "\n");
    file.commit();
}

Seal Seal::from_file(const std::filesystem::path& path, Random& random) {
    if (!std::filesystem::exists(path)) write_key_file(path, random);
    File file = File::open(path);
    check_mode(file);
    std::string text(64, '\0');
    text.resize(file.read(std::span(text)));
    while (text.ends_with('\n')) text.pop_back();
    const auto bytes = from_base64url(text);
    Key key{};
    if (!bytes || bytes->size() != key.size()) {
        throw Error(Code::Corrupt, path.string() + " holds no key");
    }
    std::copy(bytes->begin(), bytes->end(), key.begin());
    return Seal(key);
}

std::string Seal::seal(std::string_view secret, std::string_view purpose, Random& random) const {
    std::string out(kNonceBytes + secret.size() + kTagBytes, '\0');
    random.fill(std::as_writable_bytes(std::span(out).first(kNonceBytes)));
    unsigned long long length = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        reinterpret_cast<unsigned char*>(out.data() + kNonceBytes), &length, octets(secret),
        secret.size(), octets(purpose), purpose.size(), nullptr, octets(out), octets(key_));
    return base64url(bytes_of(out));
}

std::string Seal::open(std::string_view sealed, std::string_view purpose) const {
    const auto bytes = from_base64url(sealed);
    const auto refuse = [] {
        throw Error(Code::Corrupt, "a sealed secret does not fit the server's key file");
    };
    if (!bytes || bytes->size() < kNonceBytes + kTagBytes) refuse();
    const auto* nonce = reinterpret_cast<const unsigned char*>(bytes->data());
    std::string secret(bytes->size() - kNonceBytes - kTagBytes, '\0');
    unsigned long long length = 0;
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<unsigned char*>(secret.data()), &length, nullptr, nonce + kNonceBytes,
        bytes->size() - kNonceBytes, octets(purpose), purpose.size(), nonce, octets(key_));
    if (failed != 0) refuse();
    return secret;
}

std::string Seal::hash(std::string_view purpose, std::string_view secret) const {
    crypto_generichash_state state;
    Key digest{};
    crypto_generichash_init(&state, octets(key_), key_.size(), digest.size());
    crypto_generichash_update(&state, octets(purpose), purpose.size());
    const unsigned char separator = 0;
    crypto_generichash_update(&state, &separator, 1);
    crypto_generichash_update(&state, octets(secret), secret.size());
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(digest.data()),
                             digest.size());
    return hex(digest);
}

}  // namespace tsunagi::access

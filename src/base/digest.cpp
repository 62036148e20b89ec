#include "base/digest.h"

#include "base/encoding.h"
#include "base/error.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace tsunagi {

struct Sha256::State {
    struct Free {
        void operator()(EVP_MD_CTX* done) const { EVP_MD_CTX_free(done); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    ASSERT(state_->context);
    ASSERT(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::span<const std::byte> bytes) {
    ASSERT(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

void Sha256::add(std::string_view text) { add(bytes_of(text)); }

Digest Sha256::digest() const {
    const State copy;
    ASSERT(copy.context && EVP_MD_CTX_copy_ex(copy.context.get(), state_->context.get()) == 1);
    Digest out{};
    ASSERT(EVP_DigestFinal_ex(copy.context.get(), reinterpret_cast<unsigned char*>(out.data()),
                              nullptr) == 1);
    return out;
}

std::string Sha256::hex() const { return tsunagi::hex(digest()); }

Digest sha256(std::span<const std::byte> bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.digest();
}

std::string sha256_hex(std::string_view text) { return hex(sha256(bytes_of(text))); }

Digest hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message) {
    Digest out{};
    // An empty key is valid, a null pointer to it is not.
    const std::byte empty{};
    const void* key_bytes = key.empty() ? &empty : key.data();
    const auto* made = HMAC(EVP_sha256(), key_bytes, int(key.size()),
                            reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                            reinterpret_cast<unsigned char*>(out.data()), nullptr);
    ASSERT(made);
    return out;
}

bool equal_in_constant_time(std::span<const std::byte> a, std::span<const std::byte> b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return equal_in_constant_time(bytes_of(a), bytes_of(b));
}

}  // namespace tsunagi

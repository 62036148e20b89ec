#include "access/secret_hash.h"

#include <sodium.h>

#include <array>

namespace tsunagi::access {

static const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string secret_hash(std::string_view purpose, std::string_view secret) {
    crypto_generichash_state state;
    std::array<unsigned char, 32> digest{};
    const std::string_view separator("\0", 1);
    crypto_generichash_init(&state, nullptr, 0, digest.size());
    crypto_generichash_update(&state, bytes(purpose), purpose.size());
    crypto_generichash_update(&state, bytes(separator), separator.size());
    crypto_generichash_update(&state, bytes(secret), secret.size());
    crypto_generichash_final(&state, digest.data(), digest.size());
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

}  // namespace tsunagi::access

// Seal keeps secrets that must be read back (seeds of authenticator apps) out of the database's
// hands: they are stored sealed with the key file of the server, which no backup holds. Without
// the file, or with another one, what was sealed is lost and people prove themselves anew.
//
// XChaCha20-Poly1305 (libsodium); what a sealed text is for is bound into it, so it cannot be moved
// to another row.
//
// Thread: any; immutable.
#pragma once

#include "base/clock.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace tsunagi::access {

class Seal {
public:
    using Key = std::array<std::byte, 32>;

    explicit Seal(const Key& key) : key_(key) {}

    // Reads the key file, or makes it (mode 0600) when it is not there. Throws Forbidden when
    // others than its owner can read it, Corrupt when it is no key.
    static Seal from_file(const std::filesystem::path&, Random&);

    std::string seal(std::string_view secret, std::string_view purpose, Random&) const;
    // Throws Corrupt when it was sealed with another key or for another purpose.
    std::string open(std::string_view sealed, std::string_view purpose) const;
    // A hash that cannot be tried out without the key file.
    std::string hash(std::string_view purpose, std::string_view secret) const;

private:
    Key key_;
};

}  // namespace tsunagi::access

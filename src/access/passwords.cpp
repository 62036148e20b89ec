#include "access/passwords.h"

#include "base/error.h"

#include <sodium.h>

#include <array>

namespace tsunagi::access {

namespace {

class Turn {
public:
    explicit Turn(std::counting_semaphore<4>& room) : room_(room) { room_.acquire(); }
    ~Turn() { room_.release(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    std::counting_semaphore<4>& room_;
};

}  // namespace

Passwords::Passwords(HashCost cost) : cost_(cost) {
    if (sodium_init() < 0) throw Error(Code::Internal, "libsodium cannot start");
    nobody_ = hash("nobody's password");
}

std::string Passwords::hash(std::string_view password) {
    const Turn turn(room_);
    std::array<char, crypto_pwhash_STRBYTES> out{};
    const int failed = crypto_pwhash_str_alg(out.data(), password.data(), password.size(),
                                             cost_.passes, cost_.memory_bytes,
                                             crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) throw Error::busy("no memory to hash a password", 5);
    return out.data();
}

bool Passwords::matches(std::string_view hash, std::string_view password) {
    const Turn turn(room_);
    const std::string text(hash);
    return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

bool Passwords::is_outdated(std::string_view hash) const {
    const std::string text(hash);
    return crypto_pwhash_str_needs_rehash(text.c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

void Passwords::pretend(std::string_view password) { matches(nobody_, password); }

}  // namespace tsunagi::access

#include "access/passwords.h"

#include "base/error.h"
#include "base/text.h"

#include <sodium.h>

#include <algorithm>
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

// The first of the well-known lists that are long enough to pass the length rule.
static constexpr std::array<std::string_view, 16> kGuessedFirst{
    "123456789012",   "1234567890123", "passwordpassword", "password1234",
    "password12345",  "qwertyuiop12",  "qwertyuiop123",    "administrator",
    "administrator1", "iloveyou1234",  "abcdefghijkl",     "abcd12345678",
    "aaaaaaaaaaaa",   "111111111111",  "000000000000",     "letmeinletmein"};

void check_new_password(std::string_view password, std::string_view login,
                        std::string_view pointer) {
    const auto refuse = [&](std::string_view code, const std::string& message) {
        const FieldError field{std::string(pointer), std::string(code), message, {}};
        throw Error(Code::InvalidInput, message, {field});
    };
    const auto length = code_points(password);
    if (length < 12) refuse("password_too_short", "a password has at least 12 characters");
    if (length > 200) refuse("password_too_long", "a password has at most 200 characters");
    const std::string form = search_form(password);
    const bool guessed = std::ranges::find(kGuessedFirst, form) != kGuessedFirst.end();
    const bool is_login = !login.empty() && form == search_form(login);
    if (guessed || is_login) refuse("password_guessable", "this password is guessed first");
}

}  // namespace tsunagi::access

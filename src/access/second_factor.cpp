#include "access/second_factor.h"

#include "access/second_factor.sql.h"
#include "base/digest.h"
#include "base/error.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace tsunagi::access {

static constexpr std::size_t kSeedBytes = 20;      // as long as the digest (RFC 4226, section 4)
static constexpr std::size_t kRecoveryBytes = 15;  // 24 letters, 120 bits
static constexpr int kRecoveryCodes = 10;

namespace {

struct StoredTotp {
    std::string sealed_seed;
    std::int64_t last_step = 0;
    bool confirmed = false;
};
BOOST_DESCRIBE_STRUCT(StoredTotp, (), (sealed_seed, last_step, confirmed))

std::string base32(std::string_view bytes) {
    static constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        for (count += 8; count >= 5; count -= 5) out += kAlphabet[(bits >> (count - 5)) & 31];
    }
    if (count > 0) out += kAlphabet[(bits << (5 - count)) & 31];
    return out;
}

std::string percent_encoded(std::string_view text) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
        const auto byte = static_cast<unsigned char>(c);
        if (plain) {
            out += c;
        } else {
            out += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
    }
    return out;
}

std::string random_bytes(Random& random, std::size_t count) {
    std::string bytes(count, '\0');
    random.fill(std::as_writable_bytes(std::span(bytes)));
    return bytes;
}

std::string seed_purpose(Id<User> user) { return "totp " + std::to_string(user.value); }

// What a person typed: letters of any case, with or without the hyphens.
std::string bare(std::string_view code) {
    std::string out;
    for (char c : code) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) out += c;
    }
    return out;
}

std::string in_groups(std::string_view letters) {
    std::string out;
    for (std::size_t at = 0; at < letters.size(); at += 4) {
        if (at > 0) out += '-';
        out += letters.substr(at, 4);
    }
    return out;
}

// The newest step after `last_step`, within the window, whose code this is.
std::optional<std::int64_t> step_of(std::string_view seed, std::string_view code, Instant now,
                                    int window, std::int64_t last_step) {
    const auto present = now.ms / kTotpStepMs;
    std::optional<std::int64_t> found;
    for (auto step = present - window; step <= present + window; ++step) {
        if (equal_in_constant_time(totp_code(seed, step), code) && step > last_step) found = step;
    }
    return found;
}

}  // namespace

std::string totp_code(std::string_view seed, std::int64_t step, int digits) {
    std::array<unsigned char, 8> message{};
    for (std::size_t i = 0; i < message.size(); ++i) {
        message[i] = static_cast<unsigned char>(step >> (8 * (7 - i)));
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned length = 0;
    ASSERT(HMAC(EVP_sha1(), seed.data(), static_cast<int>(seed.size()), message.data(),
                message.size(), mac.data(), &length) != nullptr);
    const std::size_t at = mac[length - 1] & 15;  // RFC 4226, section 5.3
    const std::uint32_t number = (std::uint32_t{mac[at]} & 0x7F) << 24 |
                                 std::uint32_t{mac[at + 1]} << 16 |
                                 std::uint32_t{mac[at + 2]} << 8 | std::uint32_t{mac[at + 3]};
    std::string text = std::to_string(number);
    const auto wanted = static_cast<std::size_t>(digits);
    if (text.size() < wanted) text.insert(0, wanted - text.size(), '0');
    return text.substr(text.size() - wanted);
}

SecondFactors second_factors_of(store::Reader& control, Id<User> user) {
    return control.one<SecondFactors>(sql::second_factors_of_user, {{"user_id", user}})
        .value_or(SecondFactors{});
}

bool needs_second_factor(store::Reader& control, Id<User> user) {
    return control.integer(sql::count_second_factor_rules, {{"user_id", user}}) > 0;
}

void remove_totp(store::Tx& control, Id<User> user) {
    control.run(sql::delete_totp, {{"user_id", user}});
    if (!second_factors_of(control, user).any()) {
        control.run(sql::delete_recovery_codes, {{"user_id", user}});
    }
    control.changed({.entity = "totp", .id = user.value, .kind = store::Change::Kind::Deleted});
}

void remove_second_factors(store::Tx& control, Id<User> user) {
    control.run(sql::delete_passkeys, {{"user_id", user}});
    control.run(sql::delete_identities, {{"user_id", user}});
    remove_totp(control, user);
}

TotpEnrolment Totp::enrol(store::Tx& control, Id<User> user, std::string_view login) const {
    const std::string seed = random_bytes(random_, kSeedBytes);
    const std::string sealed = seal_.seal(seed, seed_purpose(user), random_);
    const auto rows = control.run(
        sql::set_unconfirmed_totp,
        {{"user_id", user}, {"sealed_seed", sealed}, {"now", control.now()}});
    if (rows != 1) throw Error(Code::Conflict, "an authenticator app is set up already");
    const std::string secret = base32(seed);
    return {secret, "otpauth://totp/Tsunagi:" + percent_encoded(login) + "?secret=" + secret +
                        "&issuer=Tsunagi&algorithm=SHA1&digits=6&period=30"};
}

std::vector<std::string> Totp::confirm(store::Tx& control, Id<User> user,
                                       std::string_view code) const {
    const auto stored = control.one<StoredTotp>(sql::find_totp, {{"user_id", user}});
    const auto step = stored && !stored->confirmed
                          ? step_of(seal_.open(stored->sealed_seed, seed_purpose(user)), code,
                                    control.now(), window_, 0)
                          : std::nullopt;
    if (!step) {
        const FieldError field{"/code", "wrong_code", "this is not the code of the app", {}};
        throw Error(Code::InvalidInput, "the code is wrong", {field});
    }
    control.run(sql::confirm_totp, {{"user_id", user}, {"step", *step}});
    control.changed({.entity = "totp", .id = user.value});
    return make_recovery_codes(control, user);
}

bool Totp::use(store::Tx& control, Id<User> user, std::string_view code) const {
    const auto stored = control.one<StoredTotp>(sql::find_totp, {{"user_id", user}});
    if (!stored || !stored->confirmed) return false;
    const std::string seed = seal_.open(stored->sealed_seed, seed_purpose(user));
    const auto step = step_of(seed, code, control.now(), window_, stored->last_step);
    return step && control.run(sql::use_totp_step, {{"user_id", user}, {"step", *step}}) == 1;
}

std::string Totp::recovery_hash(Id<User> user, std::string_view code) const {
    return seal_.hash("recovery " + std::to_string(user.value), bare(code));
}

bool Totp::use_recovery_code(store::Tx& control, Id<User> user, std::string_view code) const {
    const std::string hash = recovery_hash(user, code);
    return control.run(sql::use_recovery_code,
                       {{"user_id", user}, {"code_hash", hash}, {"now", control.now()}}) == 1;
}

std::vector<std::string> Totp::make_recovery_codes(store::Tx& control, Id<User> user) const {
    control.run(sql::delete_recovery_codes, {{"user_id", user}});
    std::vector<std::string> codes;
    for (int i = 0; i < kRecoveryCodes; ++i) {
        codes.push_back(in_groups(base32(random_bytes(random_, kRecoveryBytes))));
        const std::string hash = recovery_hash(user, codes.back());
        control.run(sql::insert_recovery_code, {{"user_id", user}, {"code_hash", hash}});
    }
    return codes;
}

}  // namespace tsunagi::access

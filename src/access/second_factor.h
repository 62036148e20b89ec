// The second factor of a person: an authenticator app that shows time-based codes (TOTP, RFC 6238)
// and recovery codes for the day the phone is lost; passkeys are in passkeys.h. Each code works
// once. A seed is stored sealed, a recovery code as a hash keyed with the same file.
//
// Thread: any; functions take the control database's Reader or Tx.
#pragma once

#include "access/seal.h"
#include "access/users.h"
#include "store/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::access {

// The code of a time step: HOTP (RFC 4226) with HMAC-SHA-1, the one that every app can do.
std::string totp_code(std::string_view seed, std::int64_t step, int digits = 6);
inline constexpr std::int64_t kTotpStepMs = 30'000;

// What a user has set up.
struct SecondFactors {
    bool totp = false;
    std::int64_t passkeys = 0;
    std::int64_t recovery_codes = 0;  // not yet used

    bool any() const { return totp || passkeys > 0; }
};
BOOST_DESCRIBE_STRUCT(SecondFactors, (), (totp, passkeys, recovery_codes))

SecondFactors second_factors_of(store::Reader& control, Id<User>);
// Whether one of her roles in any shop asks for a second factor.
bool needs_second_factor(store::Reader& control, Id<User>);
// Takes everything away, also what ties her to a user of another house (oidc.h): she proves herself
// by her password alone until she enrols again.
void remove_second_factors(store::Tx& control, Id<User>);

struct TotpEnrolment {
    std::string secret;  // base32, for typing
    std::string uri;     // otpauth://, for a QR code
};
BOOST_DESCRIBE_STRUCT(TotpEnrolment, (), (secret, uri))

class Totp {
public:
    // `window`: steps before and after the present one that are accepted too. 0 asks for clocks
    // that are right; 1 forgives half a minute.
    Totp(Seal seal, Random& random, int window = 0)
        : seal_(seal), random_(random), window_(window) {}

    // A seed that counts once it is confirmed. Throws Conflict when one is confirmed already.
    TotpEnrolment enrol(store::Tx& control, Id<User>, std::string_view login) const;
    // The first code shows that the app has the seed. Returns her recovery codes, once.
    // Throws InvalidInput at /code.
    std::vector<std::string> confirm(store::Tx& control, Id<User>, std::string_view code) const;
    // Whether the code is right and was not used before; uses it up.
    bool use(store::Tx& control, Id<User>, std::string_view code) const;

    bool use_recovery_code(store::Tx& control, Id<User>, std::string_view code) const;
    // The old ones end.
    std::vector<std::string> make_recovery_codes(store::Tx& control, Id<User>) const;

private:
    std::string recovery_hash(Id<User>, std::string_view code) const;

    const Seal seal_;
    Random& random_;
    const int window_;
};

// Her recovery codes stay while she has passkeys.
void remove_totp(store::Tx& control, Id<User>);

}  // namespace tsunagi::access

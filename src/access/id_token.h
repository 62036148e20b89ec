// An ID token of another house (OpenID Connect Core 1.0, 2 and 3.1.3.7): a JWT (RFC 7519) signed
// with RS256 or ES256 by a key of the house's JWKS (RFC 7517). Nothing else is taken, least of all
// "none" or a MAC. Pure; any thread.
#pragma once

#include "base/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::access {

struct IdTokenExpected {
    std::string_view issuer;
    std::string_view client_id;
    std::string_view nonce;
    Instant now;
};

// Who it says that somebody is.
struct Identity {
    std::string subject;
    std::optional<std::string> verified_email;
};

// Whether the JWKS has a key that could have signed the token.
bool has_key_for(std::string_view jwks, std::string_view id_token);
// Throws Unauthenticated unless the token is rightly signed, for us, of now and of this sign-in.
Identity verify_id_token(std::string_view id_token, std::string_view jwks, const IdTokenExpected&);

}  // namespace tsunagi::access

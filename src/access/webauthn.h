// The bytes of WebAuthn: what a browser and a device answered to a challenge, parsed and verified
// with libfido2 and libcbor, which go no further than this file. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tsunagi::access::webauthn {

// COSE algorithms we take.
inline constexpr int kEs256 = -7;
inline constexpr int kEdDsa = -8;
inline constexpr int kRs256 = -257;

struct Expected {
    std::string_view type;  // "webauthn.create", "webauthn.get"
    std::string_view origin;
    std::string_view rp_id;
};

// The challenge that the client data answers. Throws InvalidInput when they are of another type or
// origin, or from a frame of another site.
std::string challenge_of(std::string_view client_data, const Expected&);

struct Credential {
    std::string id;          // bytes
    std::string public_key;  // bytes, as libfido2 keeps them
    int algorithm = 0;
    std::uint32_t sign_count = 0;
};

// Throws InvalidInput unless the person was verified, the name is ours and the attestation is
// "none" or a right one by the key itself.
Credential credential_of(std::string_view client_data, std::string_view attestation_object,
                         const Expected&);

// The sign counter of an assertion. Throws Unauthenticated unless it was made with the key, for
// our name, by a verified person.
std::uint32_t verify_assertion(const Credential&, std::string_view client_data,
                               std::string_view authenticator_data, std::string_view signature,
                               const Expected&);

}  // namespace tsunagi::access::webauthn

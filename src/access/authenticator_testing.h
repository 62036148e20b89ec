// A device that keeps a passkey, for tests: makes a P-256 key and answers challenges as a browser
// and its authenticator do (WebAuthn Level 3, 6.1, 6.5.4, 8.7 and 8.2).
#pragma once

#include "access/passkeys.h"

#include <memory>
#include <string>
#include <string_view>

namespace tsunagi::access {

class Authenticator {
public:
    enum class Attestation { None, Self };

    explicit Authenticator(Origin origin, std::string_view credential = "credential one");
    ~Authenticator();

    PasskeyAttestation attest(std::string_view challenge, Attestation = Attestation::None) const;
    PasskeyAssertion assert_for(std::string_view challenge);

    // What a test makes wrong.
    Origin origin;
    unsigned char flags = 0x05;  // present, verified
    std::uint32_t count = 0;     // grows with every assertion unless it is 0
    std::string cross_origin = "false";

private:
    std::string authenticator_data(unsigned char more_flags) const;
    std::string client_data(std::string_view type, std::string_view challenge) const;
    std::string sign(const std::string& bytes) const;

    struct Key;
    std::unique_ptr<Key> key_;
    const std::string credential_;
};

}  // namespace tsunagi::access

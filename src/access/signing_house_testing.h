// A house that signs ID tokens, for tests: with an RSA and a P-256 key of its own.
#pragma once

#include <memory>
#include <string>

namespace tsunagi::access {

class SigningHouse {
public:
    SigningHouse();
    ~SigningHouse();
    SigningHouse(SigningHouse&&) noexcept;
    SigningHouse& operator=(SigningHouse&&) noexcept;

    std::string jwks() const;
    // The payload signed with RS256 or, for any word but ES256, with RSA under that name.
    std::string token(const std::string& payload, const std::string& algorithm = "RS256") const;

private:
    struct Keys;
    std::unique_ptr<Keys> keys_;
};

}  // namespace tsunagi::access

#include "access/signing_house_testing.h"

#include "base/encoding.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace tsunagi::access {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

std::string encoded(std::string_view bytes) { return base64url(bytes_of(bytes)); }

std::string number(EVP_PKEY* key, const char* name, std::size_t size) {
    BIGNUM* found = nullptr;
    EVP_PKEY_get_bn_param(key, name, &found);
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> held(found, &BN_free);
    std::string bytes(size, '\0');
    BN_bn2binpad(held.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                 static_cast<int>(size));
    return encoded(bytes);
}

std::string sign(EVP_PKEY* key, const std::string& text) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          &EVP_MD_CTX_free);
    std::string signature(256, '\0');
    std::size_t size = signature.size();
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key);
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                   reinterpret_cast<const unsigned char*>(text.data()), text.size());
    signature.resize(size);
    return signature;
}

// r and s side by side (RFC 7518, 3.4).
std::string raw(const std::string& der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), &ECDSA_SIG_free);
    std::string out(64, '\0');
    auto* to = reinterpret_cast<unsigned char*>(out.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), to, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), to + 32, 32);
    return out;
}

}  // namespace

struct SigningHouse::Keys {
    Key rsa{EVP_RSA_gen(2048), &EVP_PKEY_free};
    Key ec{EVP_EC_gen("P-256"), &EVP_PKEY_free};
};

SigningHouse::SigningHouse() : keys_(std::make_unique<Keys>()) {}
SigningHouse::~SigningHouse() = default;
SigningHouse::SigningHouse(SigningHouse&&) noexcept = default;
SigningHouse& SigningHouse::operator=(SigningHouse&&) noexcept = default;

std::string SigningHouse::jwks() const {
    return R"({"keys":[{"kty":"RSA","kid":"rsa","use":"sig","e":"AQAB","more":1,"n":")" +
           number(keys_->rsa.get(), OSSL_PKEY_PARAM_RSA_N, 256) +
           R"("},{"kty":"EC","kid":"ec","crv":"P-256","x":")" +
           number(keys_->ec.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32) + R"(","y":")" +
           number(keys_->ec.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32) + R"("}]})";
}

std::string SigningHouse::token(const std::string& payload, const std::string& algorithm) const {
    const bool ec = algorithm == "ES256";
    const std::string text = encoded(R"({"alg":")" + algorithm + R"(","kid":")" +
                                     (ec ? "ec" : "rsa") + R"(","typ":"JWT"})") +
                             "." + encoded(payload);
    return text + "." +
           encoded(ec ? raw(sign(keys_->ec.get(), text)) : sign(keys_->rsa.get(), text));
}

}  // namespace tsunagi::access

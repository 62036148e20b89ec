#include "access/authenticator_testing.h"

#include "base/digest.h"
#include "base/encoding.h"
#include "base/error.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include <array>

namespace tsunagi::access {

struct Authenticator::Key {
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pair{EVP_EC_gen("P-256"), &EVP_PKEY_free};

    // X and Y of the point.
    std::string point() const {
        std::array<unsigned char, 65> bytes{};
        std::size_t size = 0;
        ASSERT(EVP_PKEY_get_octet_string_param(pair.get(), OSSL_PKEY_PARAM_PUB_KEY, bytes.data(),
                                               bytes.size(), &size) == 1);
        return {reinterpret_cast<const char*>(bytes.data()) + 1, 64};
    }
};

Authenticator::Authenticator(Origin its_origin, std::string_view credential)
    : origin(std::move(its_origin)), key_(std::make_unique<Key>()), credential_(credential) {}
Authenticator::~Authenticator() = default;

static std::string encoded(std::string_view bytes) { return base64url(bytes_of(bytes)); }

static std::string raw(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// CBOR (RFC 8949): a head of major type and length, as far as lengths go here.
static std::string head(int major, std::size_t length) {
    const auto first = static_cast<unsigned>(major) << 5;
    if (length < 24) return {static_cast<char>(first | length)};
    if (length < 256) return {static_cast<char>(first | 24), static_cast<char>(length)};
    return {static_cast<char>(first | 25), static_cast<char>(length >> 8),
            static_cast<char>(length)};
}
static std::string cbor_text(std::string_view text) {
    return head(3, text.size()) + std::string(text);
}
static std::string cbor_bytes(std::string_view bytes) {
    return head(2, bytes.size()) + std::string(bytes);
}

std::string Authenticator::client_data(std::string_view type, std::string_view challenge) const {
    return R"({"type":")" + std::string(type) + R"(","challenge":")" + std::string(challenge) +
           R"(","origin":")" + origin.text + R"(","crossOrigin":)" + cross_origin +
           R"(,"other_keys_can_be_added_here":"yes"})";
}

std::string Authenticator::authenticator_data(unsigned char more_flags) const {
    std::string data = raw(sha256(bytes_of(origin.host)));
    data += static_cast<char>(flags | more_flags);
    for (int shift = 24; shift >= 0; shift -= 8) data += static_cast<char>(count >> shift);
    return data;
}

std::string Authenticator::sign(const std::string& bytes) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          &EVP_MD_CTX_free);
    std::array<unsigned char, 128> signature{};
    std::size_t size = signature.size();
    ASSERT(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_->pair.get()) ==
           1);
    ASSERT(EVP_DigestSign(context.get(), signature.data(), &size,
                          reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1);
    return {reinterpret_cast<const char*>(signature.data()), size};
}

PasskeyAttestation Authenticator::attest(std::string_view challenge, Attestation kind) const {
    const std::string point = key_->point();
    // COSE_Key: kty 2 (EC2), alg -7, crv 1 (P-256), x, y.
    const std::string cose = std::string("\xA5\x01\x02\x03\x26\x20\x01\x21", 8) +
                             cbor_bytes(point.substr(0, 32)) + "\x22" +
                             cbor_bytes(point.substr(32));
    std::string data = authenticator_data(0x40) + std::string(16, '\0');
    data += {static_cast<char>(credential_.size() >> 8), static_cast<char>(credential_.size())};
    data += credential_ + cose;
    const std::string client = client_data("webauthn.create", challenge);
    std::string statement = head(5, 0);
    if (kind == Attestation::Self) {
        const std::string signature = sign(data + raw(sha256(bytes_of(client))));
        statement = head(5, 2) + cbor_text("alg") + "\x26" + cbor_text("sig") +
                    cbor_bytes(signature);
    }
    const std::string object = head(5, 3) + cbor_text("fmt") +
                               cbor_text(kind == Attestation::Self ? "packed" : "none") +
                               cbor_text("attStmt") + statement + cbor_text("authData") +
                               cbor_bytes(data);
    return {
        .name = "her phone", .client_data = encoded(client), .attestation_object = encoded(object)};
}

PasskeyAssertion Authenticator::assert_for(std::string_view challenge) {
    if (count > 0) ++count;
    const std::string data = authenticator_data(0);
    const std::string client = client_data("webauthn.get", challenge);
    return {.credential_id = encoded(credential_),
            .client_data = encoded(client),
            .authenticator_data = encoded(data),
            .signature = encoded(sign(data + raw(sha256(bytes_of(client)))))};
}

}  // namespace tsunagi::access

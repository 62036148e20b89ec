#include "access/id_token.h"

#include "access/known_members.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "base/error.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace tsunagi::access {

static constexpr std::int64_t kLeewayS = 60;         // for clocks that differ
static constexpr std::int64_t kLongestLifeS = 3600;  // since it was issued
static constexpr std::size_t kRsaBytes = 256;        // at least 2048 bits
static constexpr std::size_t kEcBytes = 32;          // of a P-256 coordinate

namespace {

struct Header {
    std::string alg;
    std::optional<std::string> kid;
};
BOOST_DESCRIBE_STRUCT(Header, (), (alg, kid))

struct Claims {
    std::string iss;
    std::string sub;
    Json aud;
    std::optional<std::string> azp;
    std::int64_t exp = 0;
    std::int64_t iat = 0;
    std::optional<std::int64_t> nbf;
    std::optional<std::string> nonce;
    std::optional<std::string> email;
    std::optional<bool> email_verified;
};
BOOST_DESCRIBE_STRUCT(Claims, (), (iss, sub, aud, azp, exp, iat, nbf, nonce, email, email_verified))

struct Jwk {
    std::string kty;
    std::optional<std::string> kid;
    std::optional<std::string> use;
    std::optional<std::string> alg;
    std::optional<std::string> crv;
    std::optional<std::string> n;
    std::optional<std::string> e;
    std::optional<std::string> x;
    std::optional<std::string> y;
};
BOOST_DESCRIBE_STRUCT(Jwk, (), (kty, kid, use, alg, crv, n, e, x, y))

struct Jwks {
    std::vector<Jwk> keys;
};
BOOST_DESCRIBE_STRUCT(Jwks, (), (keys))

[[noreturn]] void refuse(const std::string& why) {
    throw Error(Code::Unauthenticated, "the ID token is not taken: " + why);
}

std::string decoded(std::string_view base64, const std::string& what) {
    const auto bytes = from_base64url(base64);
    if (!bytes) refuse(what + " is not base64url");
    return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

struct Parts {
    Header header;
    std::string payload;
    std::string signature;
    std::string_view signed_text;
};

Parts split(std::string_view token) {
    const auto first = token.find('.');
    const auto second = first == token.npos ? token.npos : token.find('.', first + 1);
    if (second == token.npos || token.find('.', second + 1) != token.npos) refuse("it is no JWT");
    return {read_known<Header>(decoded(token.substr(0, first), "its header"), "its header"),
            decoded(token.substr(first + 1, second - first - 1), "its payload"),
            decoded(token.substr(second + 1), "its signature"), token.substr(0, second)};
}

bool fits(const Jwk& key, const Header& header) {
    const bool kind = (header.alg == "RS256" && key.kty == "RSA" && key.n && key.e) ||
                      (header.alg == "ES256" && key.kty == "EC" && key.crv == "P-256" && key.x &&
                       key.y);
    const bool use = key.use.value_or("sig") == "sig" && key.alg.value_or(header.alg) == header.alg;
    return kind && use && (!header.kid || key.kid == header.kid);
}

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)>;
using Params = std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)>;
using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Number number_of(std::string_view bytes) {
    return {BN_bin2bn(octets(bytes), static_cast<int>(bytes.size()), nullptr), &BN_free};
}

Key key_from(const char* kind, OSSL_PARAM_BLD* builder) {
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr), &EVP_PKEY_CTX_free);
    const Params params(OSSL_PARAM_BLD_to_param(builder), &OSSL_PARAM_free);
    EVP_PKEY* made = nullptr;
    const bool fine = context && params && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, params.get()) ==
                          1;
    if (!fine) refuse("a key of the house is broken");
    return {made, &EVP_PKEY_free};
}

Key rsa_key(const Jwk& jwk) {
    const std::string modulus = decoded(*jwk.n, "a key");
    if (modulus.size() < kRsaBytes) refuse("a key of the house is too short");
    const Number n = number_of(modulus);
    const Number e = number_of(decoded(*jwk.e, "a key"));
    const Builder builder(OSSL_PARAM_BLD_new(), &OSSL_PARAM_BLD_free);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    return key_from("RSA", builder.get());
}

Key ec_key(const Jwk& jwk) {
    const std::string point = "\x04" + decoded(*jwk.x, "a key") + decoded(*jwk.y, "a key");
    const Builder builder(OSSL_PARAM_BLD_new(), &OSSL_PARAM_BLD_free);
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                     point.size());
    return key_from("EC", builder.get());
}

// r and s side by side (RFC 7518, 3.4) as the DER that OpenSSL verifies.
std::string der_signature(std::string_view raw) {
    if (raw.size() != 2 * kEcBytes) refuse("its signature has a wrong length");
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(ECDSA_SIG_new(),
                                                                          &ECDSA_SIG_free);
    Number r = number_of(raw.substr(0, kEcBytes));
    Number s = number_of(raw.substr(kEcBytes));
    ASSERT(signature && ECDSA_SIG_set0(signature.get(), r.release(), s.release()) == 1);
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &der);
    ASSERT(size > 0);
    const std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

bool is_signed_with(const Jwk& jwk, const Parts& parts) {
    const bool rsa = parts.header.alg == "RS256";
    const Key key = rsa ? rsa_key(jwk) : ec_key(jwk);
    const std::string signature = rsa ? parts.signature : der_signature(parts.signature);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          &EVP_MD_CTX_free);
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(),
                            octets(parts.signed_text), parts.signed_text.size()) == 1;
}

struct Audiences {
    std::vector<std::string> aud;
};
BOOST_DESCRIBE_STRUCT(Audiences, (), (aud))

// A string, or a list of them.
std::vector<std::string> audiences_of(const Json& aud) {
    const bool list = aud.text.starts_with('[');
    return read_known<Audiences>(R"({"aud":)" + (list ? aud.text : "[" + aud.text + "]") + "}",
                                 "its audience")
        .aud;
}

void check_claims(const Claims& claims, const IdTokenExpected& expected) {
    if (claims.iss != expected.issuer) refuse("it is of another house");
    const auto audiences = audiences_of(claims.aud);
    if (std::ranges::find(audiences, expected.client_id) == audiences.end()) {
        refuse("it is not for us");
    }
    if (audiences.size() > 1 && !claims.azp) refuse("it does not say for whom of many it is");
    if (claims.azp && *claims.azp != expected.client_id) refuse("it is for another party");
    const std::int64_t now_s = expected.now.ms / 1000;
    if (claims.exp <= now_s - kLeewayS) refuse("it is over");
    if (claims.iat > now_s + kLeewayS || claims.iat < now_s - kLongestLifeS) {
        refuse("it was not issued now");
    }
    if (claims.nbf.value_or(now_s) > now_s + kLeewayS) refuse("its time has not come");
    if (!equal_in_constant_time(claims.nonce.value_or(""), expected.nonce)) {
        refuse("it is of another sign-in");
    }
    if (claims.sub.empty() || claims.sub.size() > 255) refuse("it names nobody");
}

}  // namespace

bool has_key_for(std::string_view jwks, std::string_view id_token) {
    const Parts parts = split(id_token);
    const auto keys = read_known<Jwks>(jwks, "the keys of the house").keys;
    return std::ranges::any_of(keys, [&](const Jwk& key) { return fits(key, parts.header); });
}

Identity verify_id_token(std::string_view id_token, std::string_view jwks,
                         const IdTokenExpected& expected) {
    const Parts parts = split(id_token);
    if (parts.header.alg != "RS256" && parts.header.alg != "ES256") {
        refuse("it is signed in another way");
    }
    const auto keys = read_known<Jwks>(jwks, "the keys of the house").keys;
    const bool right = std::ranges::any_of(keys, [&](const Jwk& key) {
        return fits(key, parts.header) && is_signed_with(key, parts);
    });
    if (!right) refuse("its signature is not right");
    auto claims = read_known<Claims>(parts.payload, "its payload");
    check_claims(claims, expected);
    Identity identity{std::move(claims.sub), std::nullopt};
    if (claims.email_verified.value_or(false)) identity.verified_email = std::move(claims.email);
    return identity;
}

}  // namespace tsunagi::access

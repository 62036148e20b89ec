#include "access/webauthn.h"

#include "base/digest.h"
#include "base/encoding.h"
#include "base/error.h"
#include "base/json.h"

#include <cbor.h>
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <memory>
#include <optional>

namespace tsunagi::access::webauthn {

namespace {

// CollectedClientData (WebAuthn, 5.8.1) as far as we read it.
struct ClientWords {
    std::string type;
    std::string challenge;
    std::string origin;
    std::optional<bool> crossOrigin;
};
BOOST_DESCRIBE_STRUCT(ClientWords, (), (type, challenge, origin, crossOrigin))

[[noreturn]] void refuse(const std::string& why) {
    throw Error(Code::InvalidInput, "the passkey does not fit: " + why);
}

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Browsers may add members at any time (5.8.1.2), so unknown ones are no error here.
ClientWords read_client_data(std::string_view text) {
    ClientWords words;
    for (const auto& error : read_json(type_of<ClientWords>(), text, &words)) {
        if (error.code != "unknown") refuse("its client data cannot be read");
    }
    return words;
}

using CborItem = std::unique_ptr<cbor_item_t, void (*)(cbor_item_t*)>;

CborItem load_cbor(std::string_view bytes) {
    cbor_load_result result{};
    CborItem item(cbor_load(octets(bytes), bytes.size(), &result),
                  [](cbor_item_t* done) { cbor_decref(&done); });
    if (!item || result.read != bytes.size() || !cbor_isa_map(item.get())) {
        refuse("its attestation cannot be read");
    }
    return item;
}

// The value under a text key; null when there is none.
cbor_item_t* value_of(cbor_item_t* map, std::string_view key) {
    cbor_pair* const pairs = cbor_map_handle(map);
    for (std::size_t at = 0; at < cbor_map_size(map); ++at) {
        cbor_item_t* const name = pairs[at].key;
        if (!cbor_isa_string(name) || !cbor_string_is_definite(name)) continue;
        const std::string_view text(reinterpret_cast<const char*>(cbor_string_handle(name)),
                                    cbor_string_length(name));
        if (text == key) return pairs[at].value;
    }
    return nullptr;
}

std::string bytes_of_item(cbor_item_t* item) {
    if (item == nullptr || !cbor_isa_bytestring(item) || !cbor_bytestring_is_definite(item)) {
        refuse("its attestation lacks bytes");
    }
    return {reinterpret_cast<const char*>(cbor_bytestring_handle(item)),
            cbor_bytestring_length(item)};
}

struct Attestation {
    std::string format;
    std::string authenticator_data;
    std::string signature;  // of "packed" by the key itself
};

Attestation read_attestation(std::string_view object) {
    const CborItem map = load_cbor(object);
    Attestation read;
    cbor_item_t* const format = value_of(map.get(), "fmt");
    cbor_item_t* const statement = value_of(map.get(), "attStmt");
    if (format == nullptr || !cbor_isa_string(format) || !cbor_string_is_definite(format) ||
        statement == nullptr || !cbor_isa_map(statement)) {
        refuse("its attestation lacks a format");
    }
    read.format.assign(reinterpret_cast<const char*>(cbor_string_handle(format)),
                       cbor_string_length(format));
    read.authenticator_data = bytes_of_item(value_of(map.get(), "authData"));
    if (read.format == "none") return read;
    if (read.format != "packed" || value_of(statement, "x5c") != nullptr) {
        refuse("its attestation is of another kind");
    }
    read.signature = bytes_of_item(value_of(statement, "sig"));
    return read;
}

// Layout of authenticator data: WebAuthn, 6.1. The counter is at 33, the credential from 53 on.
constexpr std::size_t kFlagsAt = 32;
constexpr std::size_t kShortestWithCredential = 55;
constexpr unsigned char kPresent = 0x01;
constexpr unsigned char kVerified = 0x04;
constexpr unsigned char kHasCredential = 0x40;

void check_authenticator_data(std::string_view data, std::string_view rp_id) {
    if (data.size() < kShortestWithCredential) refuse("its data is too short");
    const Digest wanted = sha256(tsunagi::bytes_of(rp_id));
    if (!equal_in_constant_time(tsunagi::bytes_of(data.substr(0, wanted.size())), wanted)) {
        refuse("it is for another name");
    }
    constexpr unsigned char kAll = kPresent | kVerified | kHasCredential;
    if ((static_cast<unsigned char>(data[kFlagsAt]) & kAll) != kAll) {
        refuse("the device did not ask who holds it");
    }
}

// The COSE algorithm is in the key that libfido2 parses; it wants to be told beforehand.
using Cred = std::unique_ptr<fido_cred_t, void (*)(fido_cred_t*)>;

Cred parse_credential(int algorithm, std::string_view client_data, const Attestation& attestation,
                      const Expected& expected) {
    Cred cred(fido_cred_new(), [](fido_cred_t* done) { fido_cred_free(&done); });
    ASSERT(cred);
    const std::string rp_id(expected.rp_id);
    const auto& data = attestation.authenticator_data;
    const bool parsed =
        fido_cred_set_type(cred.get(), algorithm) == FIDO_OK &&
        fido_cred_set_rp(cred.get(), rp_id.c_str(), nullptr) == FIDO_OK &&
        fido_cred_set_clientdata(cred.get(), octets(client_data), client_data.size()) == FIDO_OK &&
        fido_cred_set_authdata_raw(cred.get(), octets(data), data.size()) == FIDO_OK &&
        fido_cred_set_uv(cred.get(), FIDO_OPT_TRUE) == FIDO_OK &&
        fido_cred_set_fmt(cred.get(), attestation.format.c_str()) == FIDO_OK;
    return parsed ? std::move(cred) : Cred(nullptr, [](fido_cred_t*) {});
}

void check_self_attestation(fido_cred_t* cred, const Attestation& attestation) {
    if (attestation.format == "none") return;
    const auto& signature = attestation.signature;
    const bool right = fido_cred_set_sig(cred, octets(signature), signature.size()) == FIDO_OK &&
                       fido_cred_verify_self(cred) == FIDO_OK;
    if (!right) refuse("its attestation is not signed by it");
}

int verify_with_key(const fido_assert_t* assertion, const Credential& credential) {
    const auto& key = credential.public_key;
    const auto verify = [&](auto* made, auto parse, auto release) {
        const std::unique_ptr<std::remove_pointer_t<decltype(made)>, decltype(release)> pk(made,
                                                                                           release);
        if (!pk || parse(pk.get(), key.data(), key.size()) != FIDO_OK) {
            return FIDO_ERR_INVALID_ARGUMENT;
        }
        return fido_assert_verify(assertion, 0, credential.algorithm, pk.get());
    };
    switch (credential.algorithm) {
        case kEs256:
            return verify(es256_pk_new(), es256_pk_from_ptr,
                          [](es256_pk_t* done) { es256_pk_free(&done); });
        case kEdDsa:
            return verify(eddsa_pk_new(), eddsa_pk_from_ptr,
                          [](eddsa_pk_t* done) { eddsa_pk_free(&done); });
        case kRs256:
            return verify(rs256_pk_new(), rs256_pk_from_ptr,
                          [](rs256_pk_t* done) { rs256_pk_free(&done); });
        default: return FIDO_ERR_UNSUPPORTED_ALGORITHM;
    }
}

}  // namespace

std::string challenge_of(std::string_view client_data, const Expected& expected) {
    const ClientWords words = read_client_data(client_data);
    if (words.type != expected.type) refuse("it was asked for another purpose");
    if (words.origin != expected.origin) refuse("it was asked for by another page");
    if (words.crossOrigin.value_or(false)) refuse("it was asked for inside another page");
    return words.challenge;
}

Credential credential_of(std::string_view client_data, std::string_view attestation_object,
                         const Expected& expected) {
    const Attestation attestation = read_attestation(attestation_object);
    check_authenticator_data(attestation.authenticator_data, expected.rp_id);
    for (const int algorithm : {kEs256, kEdDsa, kRs256}) {
        const Cred cred = parse_credential(algorithm, client_data, attestation, expected);
        if (!cred) continue;
        check_self_attestation(cred.get(), attestation);
        const auto text = [](const unsigned char* bytes, std::size_t size) {
            return std::string(reinterpret_cast<const char*>(bytes), size);
        };
        return {text(fido_cred_id_ptr(cred.get()), fido_cred_id_len(cred.get())),
                text(fido_cred_pubkey_ptr(cred.get()), fido_cred_pubkey_len(cred.get())), algorithm,
                fido_cred_sigcount(cred.get())};
    }
    refuse("its key is of no kind we take");
}

std::uint32_t verify_assertion(const Credential& credential, std::string_view client_data,
                               std::string_view authenticator_data, std::string_view signature,
                               const Expected& expected) {
    const std::unique_ptr<fido_assert_t, void (*)(fido_assert_t*)> assertion(
        fido_assert_new(), [](fido_assert_t* done) { fido_assert_free(&done); });
    ASSERT(assertion);
    fido_assert_t* const it = assertion.get();
    const std::string rp_id(expected.rp_id);
    const bool right = fido_assert_set_clientdata(it, octets(client_data), client_data.size()) ==
                           FIDO_OK &&
                       fido_assert_set_rp(it, rp_id.c_str()) == FIDO_OK &&
                       fido_assert_set_count(it, 1) == FIDO_OK &&
                       fido_assert_set_authdata_raw(it, 0, octets(authenticator_data),
                                                    authenticator_data.size()) == FIDO_OK &&
                       fido_assert_set_up(it, FIDO_OPT_TRUE) == FIDO_OK &&
                       fido_assert_set_uv(it, FIDO_OPT_TRUE) == FIDO_OK &&
                       fido_assert_set_sig(it, 0, octets(signature), signature.size()) == FIDO_OK &&
                       verify_with_key(it, credential) == FIDO_OK;
    if (!right) throw Error(Code::Unauthenticated, "the passkey proves nothing");
    return fido_assert_sigcount(it, 0);
}

}  // namespace tsunagi::access::webauthn

// Passkeys: a key pair that a person's device keeps and uses only for this house's name, after she
// showed her finger or PIN (WebAuthn Level 3; libfido2 checks the signatures). One serves as second
// factor, and alone as both factors, since the device asked who holds it.
//
// Checked: the challenge (32 random bytes, once, five minutes), type and origin of the client data,
// the hash of the name, that the person was present and verified, the signature, and that the
// signature counter grows. Attestation is asked to be "none"; "self" is verified; others, which
// would tell the maker of the device, are refused.
//
// Thread: any; functions take the control database's Reader or Tx.
#pragma once

#include "access/users.h"
#include "base/clock.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::access {

// The name and origin under which the page was opened: "example.com", "https://example.com:8443".
struct Origin {
    std::string host;  // without the port: the relying party's id
    std::string text;
};

struct Passkey {
    Id<Passkey> id;
    std::string name;
    Instant created_at;
    std::optional<Instant> used_at;
};
BOOST_DESCRIBE_STRUCT(Passkey, (), (id, name, created_at, used_at))

struct PasskeyList {
    std::vector<Passkey> items;
};
BOOST_DESCRIBE_STRUCT(PasskeyList, (), (items))

// What navigator.credentials.create() needs; bytes are base64url everywhere.
struct PasskeyCreation {
    std::string challenge;
    std::string rp_id;
    std::string rp_name;
    std::string user_id;
    std::string user_name;
    std::vector<int> algorithms;       // COSE, the preferred first
    std::vector<std::string> exclude;  // credentials she has
};
BOOST_DESCRIBE_STRUCT(PasskeyCreation, (),
                      (challenge, rp_id, rp_name, user_id, user_name, algorithms, exclude))

// What navigator.credentials.get() needs.
struct PasskeyRequest {
    std::string challenge;
    std::string rp_id;
    std::vector<std::string> allow;  // none: the device knows which
};
BOOST_DESCRIBE_STRUCT(PasskeyRequest, (), (challenge, rp_id, allow))

// What the browser answered.
struct PasskeyAttestation {
    std::string name;  // her word for the device
    std::string client_data;
    std::string attestation_object;
};
BOOST_DESCRIBE_STRUCT(PasskeyAttestation, (), (name, client_data, attestation_object))

struct PasskeyAssertion {
    std::string credential_id;
    std::string client_data;
    std::string authenticator_data;
    std::string signature;
};
BOOST_DESCRIBE_STRUCT(PasskeyAssertion, (),
                      (credential_id, client_data, authenticator_data, signature))

PasskeyCreation begin_passkey(store::Tx& control, Random&, const Origin&, const UserRow&);
// Throws InvalidInput when the answer does not fit the challenge, Conflict when the credential is
// known.
Passkey add_passkey(store::Tx& control, const Origin&, Id<User>, const PasskeyAttestation&);

// For the passkeys of one user, or for whoever holds one.
PasskeyRequest ask_for_passkey(store::Tx& control, Random&, const Origin&, std::optional<Id<User>>);
// Whose passkey it is. Throws Unauthenticated when it proves nothing; the challenge is used up.
Id<User> check_passkey(store::Database& control, const Origin&, std::optional<Id<User>>,
                       const PasskeyAssertion&);

PasskeyList list_passkeys(store::Reader& control, Id<User>);
// Throws NotFound when it is none of hers.
void remove_passkey(store::Tx& control, Id<User>, Id<Passkey>);

}  // namespace tsunagi::access

template <>
struct tsunagi::rules_of<tsunagi::access::PasskeyAttestation> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 60, .ja = "名前", .en = "Name"},
        Rule{.field = "client_data", .max_length = 4000},
        Rule{.field = "attestation_object", .max_length = 8000}};
};
template <>
struct tsunagi::rules_of<tsunagi::access::PasskeyAssertion> {
    static constexpr std::array value{Rule{.field = "credential_id", .max_length = 1400},
                                      Rule{.field = "client_data", .max_length = 4000},
                                      Rule{.field = "authenticator_data", .max_length = 4000},
                                      Rule{.field = "signature", .max_length = 1400}};
};

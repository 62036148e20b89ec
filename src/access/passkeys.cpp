#include "access/passkeys.h"

#include "access/passkeys.sql.h"
#include "access/secret_hash.h"
#include "access/webauthn.h"
#include "base/encoding.h"
#include "base/error.h"
#include "base/json.h"

namespace tsunagi::access {

static constexpr std::size_t kChallengeBytes = 32;
static constexpr std::int64_t kChallengeMs = 5LL * 60 * 1000;
static constexpr std::string_view kRegister = "register";
static constexpr std::string_view kSignIn = "sign_in";

namespace {

struct CredentialId {
    std::string credential_id;
};
BOOST_DESCRIBE_STRUCT(CredentialId, (), (credential_id))

struct StoredPasskey {
    Id<Passkey> id;
    Id<User> user_id;
    std::string public_key;
    int algorithm = 0;
    std::int64_t sign_count = 0;
};
BOOST_DESCRIBE_STRUCT(StoredPasskey, (), (id, user_id, public_key, algorithm, sign_count))

std::string decoded(std::string_view base64) {
    const auto bytes = from_base64url(base64);
    if (!bytes) throw Error(Code::InvalidInput, "the passkey's bytes are not base64url");
    return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

std::string encoded(std::string_view bytes) { return base64url(bytes_of(bytes)); }

std::string make_challenge(store::Tx& control, Random& random, std::string_view purpose,
                           Id<User> user) {
    const std::string challenge = random_token(random, kChallengeBytes);
    const std::string hash = secret_hash("challenge", challenge);
    control.run(sql::delete_old_challenges, {{"now", control.now()}});
    control.run(sql::insert_challenge, {{"challenge_hash", hash},
                                        {"purpose", purpose},
                                        {"user_id", user},
                                        {"expires_at", control.now() + kChallengeMs}});
    return challenge;
}

bool use_challenge(store::Tx& control, std::string_view challenge, std::string_view purpose,
                   Id<User> user) {
    const std::string hash = secret_hash("challenge", challenge);
    return control.run(sql::use_challenge, {{"challenge_hash", hash},
                                            {"purpose", purpose},
                                            {"user_id", user},
                                            {"now", control.now()}}) == 1;
}

std::vector<std::string> credentials_of(store::Reader& control, Id<User> user) {
    std::vector<std::string> ids;
    for (auto& row : control.all<CredentialId>(sql::list_credentials, {{"user_id", user}})) {
        ids.push_back(std::move(row.credential_id));
    }
    return ids;
}

[[noreturn]] void fail_proof() { throw Error(Code::Unauthenticated, "the passkey proves nothing"); }

// A counter that does not grow says that the key was copied; devices without one always say 0.
void note_use(store::Tx& control, const StoredPasskey& stored, std::uint32_t count) {
    if ((stored.sign_count != 0 || count != 0) && count <= stored.sign_count) fail_proof();
    const auto rows = control.run(sql::use_passkey, {{"id", stored.id},
                                                     {"before", stored.sign_count},
                                                     {"sign_count", std::int64_t{count}},
                                                     {"now", control.now()}});
    if (rows != 1) fail_proof();
}

}  // namespace

PasskeyCreation begin_passkey(store::Tx& control, Random& random, const Origin& origin,
                              const UserRow& user) {
    return {.challenge = make_challenge(control, random, kRegister, user.id),
            .rp_id = origin.host,
            .rp_name = "Tsunagi",
            .user_id = encoded(std::to_string(user.id.value)),
            .user_name = user.login,
            .algorithms = {webauthn::kEs256, webauthn::kEdDsa, webauthn::kRs256},
            .exclude = credentials_of(control, user.id)};
}

Passkey add_passkey(store::Tx& control, const Origin& origin, Id<User> user,
                    const PasskeyAttestation& answer) {
    const webauthn::Expected expected{"webauthn.create", origin.text, origin.host};
    const std::string client_data = decoded(answer.client_data);
    const auto challenge = webauthn::challenge_of(client_data, expected);
    if (!use_challenge(control, challenge, kRegister, user)) {
        throw Error(Code::InvalidInput, "the passkey answers no open challenge");
    }
    const auto credential = webauthn::credential_of(client_data, decoded(answer.attestation_object),
                                                    expected);
    const auto id = control.next_id<Passkey>("passkey");
    const std::string credential_id = encoded(credential.id);
    const std::string public_key = encoded(credential.public_key);
    control.run(sql::insert_passkey, {{"id", id},
                                      {"user_id", user},
                                      {"name", answer.name},
                                      {"credential_id", credential_id},
                                      {"public_key", public_key},
                                      {"algorithm", credential.algorithm},
                                      {"sign_count", std::int64_t{credential.sign_count}},
                                      {"now", control.now()}});
    control.changed({.entity = "passkey", .id = id.value});
    return {id, answer.name, control.now(), std::nullopt};
}

PasskeyRequest ask_for_passkey(store::Tx& control, Random& random, const Origin& origin,
                               std::optional<Id<User>> user) {
    PasskeyRequest request;
    request.challenge = make_challenge(control, random, kSignIn, user.value_or(Id<User>{}));
    request.rp_id = origin.host;
    if (user) request.allow = credentials_of(control, *user);
    return request;
}

Id<User> check_passkey(store::Database& control, const Origin& origin, std::optional<Id<User>> user,
                       const PasskeyAssertion& answer) {
    const webauthn::Expected expected{"webauthn.get", origin.text, origin.host};
    const std::string client_data = decoded(answer.client_data);
    const auto challenge = webauthn::challenge_of(client_data, expected);
    // Used up whatever comes of it, so in a transaction of its own.
    const bool open = control.write({}, [&](store::Tx& tx) {
        return use_challenge(tx, challenge, kSignIn, user.value_or(Id<User>{}));
    });
    if (!open) fail_proof();
    return control.write({}, [&](store::Tx& tx) {
        const auto stored = tx.one<StoredPasskey>(sql::find_passkey,
                                                  {{"credential_id", answer.credential_id}});
        if (!stored || (user && stored->user_id != *user)) fail_proof();
        const webauthn::Credential credential{
            .id = {}, .public_key = decoded(stored->public_key), .algorithm = stored->algorithm};
        const auto count = webauthn::verify_assertion(credential, client_data,
                                                      decoded(answer.authenticator_data),
                                                      decoded(answer.signature), expected);
        note_use(tx, *stored, count);
        return stored->user_id;
    });
}

PasskeyList list_passkeys(store::Reader& control, Id<User> user) {
    return {control.all<Passkey>(sql::list_passkeys, {{"user_id", user}})};
}

void remove_passkey(store::Tx& control, Id<User> user, Id<Passkey> id) {
    if (control.run(sql::delete_passkey, {{"id", id}, {"user_id", user}}) != 1) {
        throw Error(Code::NotFound, "there is no passkey " + std::to_string(id.value));
    }
    control.changed({.entity = "passkey", .id = id.value, .kind = store::Change::Kind::Deleted});
}

}  // namespace tsunagi::access

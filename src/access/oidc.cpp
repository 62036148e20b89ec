#include "access/oidc.h"

#include "access/known_members.h"
#include "access/oidc.sql.h"
#include "access/secret_hash.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "base/error.h"
#include "base/files.h"
#include "base/json.h"

#include <openssl/evp.h>

#include <algorithm>

namespace tsunagi::access {

static constexpr std::size_t kSecretBytes = 32;
static constexpr std::int64_t kVisitMs = 10LL * 60 * 1000;
static constexpr std::int64_t kHouseMs = 10LL * 60 * 1000;
static constexpr std::uint64_t kLargestFile = 64ULL * 1024;
static constexpr std::string_view kCallback = "/api/v1/session/oidc/callback";

// What a house says of itself (OpenID Connect Discovery 1.0), with its keys.
struct HouseWords {
    std::string issuer;
    std::string authorization_endpoint;
    std::string token_endpoint;
    std::string jwks_uri;
    std::optional<std::string> userinfo_endpoint;
};
BOOST_DESCRIBE_STRUCT(HouseWords, (),
                      (issuer, authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint))

struct Oidc::House {
    HouseWords words;
    std::string jwks;
    Instant read_at;
};

struct Oidc::VisitSecrets {
    std::string nonce;
    std::string verifier;
    std::optional<Id<SessionRow>> former;
    BOOST_DESCRIBE_CLASS(VisitSecrets, (), (nonce, verifier, former), (), ())
};

namespace {

struct ProviderFile {
    std::vector<OidcProvider> providers;
};
BOOST_DESCRIBE_STRUCT(ProviderFile, (), (providers))

struct TokenAnswer {
    std::string id_token;
    std::optional<std::string> access_token;
};
BOOST_DESCRIBE_STRUCT(TokenAnswer, (), (id_token, access_token))

struct UserWords {
    std::string sub;
    std::optional<std::string> email;
    std::optional<bool> email_verified;
};
BOOST_DESCRIBE_STRUCT(UserWords, (), (sub, email, email_verified))

// A sign-in that has gone out.
struct Visit {
    std::string provider;
    std::string sealed;
};
BOOST_DESCRIBE_STRUCT(Visit, (), (provider, sealed))

struct LinkedUser {
    Id<User> user_id;
};
BOOST_DESCRIBE_STRUCT(LinkedUser, (), (user_id))

[[noreturn]] void refuse(const std::string& why) {
    throw Error(Code::Unauthenticated, "the sign-in at the other house is not taken: " + why);
}

std::string get_ok(const outgoing::Fetch& fetch, const std::string& url,
                   std::vector<std::string> headers = {}) {
    headers.emplace_back("Accept: application/json");
    auto answer = fetch.ask({.url = url, .headers = std::move(headers)});
    if (answer.status != 200) {
        throw Error(Code::Unavailable, url + " answers " + std::to_string(answer.status));
    }
    return std::move(answer.body);
}

// RFC 6749, 2.3.1: both parts form-encoded before they are joined.
std::string basic_authorization(const OidcProvider& provider) {
    const auto encoded = [](std::string_view text) {
        return outgoing::form_of({{"x", text}}).substr(2);
    };
    const std::string pair = encoded(provider.client_id) + ":" + encoded(provider.client_secret);
    std::string out(4 * ((pair.size() + 2) / 3) + 1, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                    reinterpret_cast<const unsigned char*>(pair.data()),
                    static_cast<int>(pair.size()));
    out.pop_back();
    return "Authorization: Basic " + out;
}

std::string state_hash(std::string_view state) { return secret_hash("oidc state", state); }

}  // namespace

std::vector<OidcProvider> read_oidc_providers(const std::filesystem::path& path) {
    using std::filesystem::perms;
    const auto others = perms::group_all | perms::others_all;
    const std::string text = read_file(path, kLargestFile);
    if ((std::filesystem::status(path).permissions() & others) != perms::none) {
        throw Error(Code::Forbidden, path.string() + " can be read by others; its mode has to be "
                                                     "0600");
    }
    auto providers = from_json<ProviderFile>(text).providers;
    const auto exempt = exempt_hosts(providers);
    for (const auto& provider : providers) {
        outgoing::parse_outgoing_url(provider.issuer, exempt);
        const bool named = !provider.id.empty() && !provider.client_id.empty();
        const bool bare = !provider.public_url.ends_with('/') &&
                          provider.public_url.find("://") != std::string::npos;
        if (named && bare) continue;
        throw Error(Code::InvalidInput, path.string() + ": provider " + provider.id +
                                            " needs an id, a client_id and a public_url without a "
                                            "path");
    }
    return providers;
}

outgoing::Exempt exempt_hosts(const std::vector<OidcProvider>& providers) {
    outgoing::Exempt exempt;
    for (const auto& provider : providers) {
        if (!provider.inside.value_or(false)) continue;
        const auto from = provider.issuer.find("://") + 3;
        std::string host = provider.issuer.substr(from, provider.issuer.find('/', from) - from);
        if (host.find(':') == std::string::npos) {
            host += provider.issuer.starts_with("http://") ? ":80" : ":443";
        }
        exempt.push_back(std::move(host));
    }
    return exempt;
}

Oidc::Oidc(store::Database& control, const Clock& clock, Random& random, Seal seal,
           std::vector<OidcProvider> providers, std::unique_ptr<outgoing::Fetch> fetch)
    : control_(control), clock_(clock), random_(random), seal_(seal),
      providers_(std::move(providers)), fetch_(std::move(fetch)) {}

Oidc::~Oidc() = default;

const OidcProvider& Oidc::provider(std::string_view id) const {
    const auto found = std::ranges::find(providers_, id, &OidcProvider::id);
    if (found == providers_.end()) {
        throw Error(Code::NotFound, "there is no provider " + std::string(id));
    }
    return *found;
}

std::shared_ptr<const Oidc::House> Oidc::house_of(const OidcProvider& provider) {
    {
        const std::lock_guard lock(mutex_);
        const auto& known = houses_[provider.id];
        if (known && clock_.now() - known->read_at < kHouseMs) return known;
    }
    auto house = std::make_shared<House>();
    std::string base = provider.issuer;
    while (base.ends_with('/')) base.pop_back();
    house->words = read_known<HouseWords>(
        get_ok(*fetch_, base + "/.well-known/openid-configuration"), "its configuration");
    if (house->words.issuer != provider.issuer) refuse("it names itself otherwise");
    // The browser goes there, not we; but to nothing that we would not ask ourselves.
    outgoing::parse_outgoing_url(house->words.authorization_endpoint, exempt_hosts(providers_));
    house->jwks = get_ok(*fetch_, house->words.jwks_uri);
    house->read_at = clock_.now();
    const std::lock_guard lock(mutex_);
    return houses_[provider.id] = std::move(house);
}

Oidc::Departure Oidc::begin(std::string_view id, std::optional<Id<SessionRow>> former) {
    const OidcProvider& to = provider(id);
    const auto house = house_of(to);
    const std::string state = random_token(random_, kSecretBytes);
    const VisitSecrets secrets{random_token(random_, kSecretBytes),
                               random_token(random_, kSecretBytes), former};
    const std::string hash = state_hash(state);
    const std::string sealed = seal_.seal(to_json(secrets), "oidc " + hash, random_);
    control_.write({}, [&](store::Tx& tx) {
        tx.run(sql::delete_old_visits, {{"now", tx.now()}});
        tx.run(sql::insert_visit, {{"state_hash", hash},
                                   {"provider", to.id},
                                   {"sealed", sealed},
                                   {"expires_at", tx.now() + kVisitMs}});
    });
    const std::string challenge = base64url(sha256(bytes_of(secrets.verifier)));
    const std::string redirect = to.public_url + std::string(kCallback);
    const auto& endpoint = house->words.authorization_endpoint;
    const char* const mark = endpoint.find('?') == std::string::npos ? "?" : "&";
    return {endpoint + mark +
                outgoing::form_of({{"response_type", "code"},
                                   {"client_id", to.client_id},
                                   {"redirect_uri", redirect},
                                   {"scope", "openid email"},
                                   {"state", state},
                                   {"nonce", secrets.nonce},
                                   {"code_challenge", challenge},
                                   {"code_challenge_method", "S256"}}),
            state};
}

Oidc::Arrival Oidc::finish(const Return& back) {
    const std::string hash = state_hash(back.state);
    const auto visit = control_.write({}, [&](store::Tx& tx) {
        auto found = tx.one<Visit>(sql::find_visit, {{"state_hash", hash}, {"now", tx.now()}});
        if (tx.run(sql::delete_visit, {{"state_hash", hash}}) != 1) found.reset();
        return found;
    });
    if (!visit) refuse("it was not begun here, or is over");
    const OidcProvider& from = provider(visit->provider);
    if (!back.issuer.empty() && back.issuer != from.issuer) refuse("another house answers");
    const auto secrets = from_json<VisitSecrets>(seal_.open(visit->sealed, "oidc " + hash));
    const auto identity = identity_of(from, back, secrets);
    return {user_of(from, identity), from.two_factors.value_or(false), secrets.former};
}

Identity Oidc::identity_of(const OidcProvider& from, const Return& back,
                           const VisitSecrets& secrets) {
    auto house = house_of(from);
    const std::string redirect = from.public_url + std::string(kCallback);
    const auto answer = fetch_->ask(
        {.url = house->words.token_endpoint,
         .headers = {"Accept: application/json", basic_authorization(from)},
         .form = outgoing::form_of({{"grant_type", "authorization_code"},
                                    {"code", back.code},
                                    {"redirect_uri", redirect},
                                    {"code_verifier", secrets.verifier}})});
    if (answer.status != 200) refuse("it does not take its own code");
    const auto tokens = read_known<TokenAnswer>(answer.body, "its token");
    if (!has_key_for(house->jwks, tokens.id_token)) {  // the house has a new key
        const std::lock_guard lock(mutex_);
        houses_.erase(from.id);
    }
    house = house_of(from);
    auto identity = verify_id_token(tokens.id_token, house->jwks,
                                    {from.issuer, from.client_id, secrets.nonce, clock_.now()});
    if (identity.verified_email || !tokens.access_token || !house->words.userinfo_endpoint) {
        return identity;
    }
    const auto words = read_known<UserWords>(
        get_ok(*fetch_, *house->words.userinfo_endpoint,
               {"Authorization: Bearer " + *tokens.access_token}),
        "its word of the user");
    if (words.sub != identity.subject) refuse("it speaks of somebody else");
    if (words.email_verified.value_or(false)) identity.verified_email = words.email;
    return identity;
}

Id<User> Oidc::user_of(const OidcProvider& from, const Identity& identity) {
    return control_.write({}, [&](store::Tx& tx) {
        const auto linked = tx.one<LinkedUser>(
            sql::find_identity, {{"provider", from.id}, {"subject", identity.subject}});
        if (linked) return linked->user_id;
        const auto user = identity.verified_email ? find_user_by_login(tx, *identity.verified_email)
                                                  : std::nullopt;
        if (!user) refuse("she is no user here");
        // The address may be somebody else's by now: it says who she is once.
        if (tx.integer(sql::count_identities, {{"user_id", user->id}}) > 0) {
            refuse("she is known by another subject");
        }
        tx.run(sql::insert_identity, {{"provider", from.id},
                                      {"subject", identity.subject},
                                      {"user_id", user->id},
                                      {"now", tx.now()}});
        tx.changed({.entity = "oidc_identity", .id = user->id.value});
        return user->id;
    });
}

}  // namespace tsunagi::access

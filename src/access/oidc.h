// Sign-in with the word of another house (OpenID Connect): authorization code with PKCE (RFC 7636),
// state and nonce, each once. The houses are configured per installation, in a file. A person is
// found by the subject that she had at that house before, or, the first time, by her verified
// e-mail address, which has to be her log-in here; nobody is made. Once she is known by a subject,
// no other one becomes her by that address, until her second factor is reset (second_factor.h).
//
//   { "providers": [ { "id": "corp", "name": "社内", "issuer": "https://idp.example",
//       "client_id": "…", "client_secret": "…", "public_url": "https://crm.example" } ] }
//
// `public_url` is where people reach this server; the redirect URI, to be registered there, is that
// with /api/v1/session/oidc/callback. `"inside": true` allows a house in one's own network, and
// `"two_factors": true` says that it asks for a second factor itself.
//
// Thread: any; begin() and finish() wait for the other house.
#pragma once

#include "access/id_token.h"
#include "access/seal.h"
#include "access/users.h"
#include "outgoing/fetch.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::access {

struct SessionRow;  // sessions.h

struct OidcProvider {
    std::string id;
    std::string name;
    std::string issuer;
    std::string client_id;
    std::string client_secret;
    std::string public_url;
    std::optional<bool> inside;
    std::optional<bool> two_factors;
};
BOOST_DESCRIBE_STRUCT(OidcProvider, (),
                      (id, name, issuer, client_id, client_secret, public_url, inside, two_factors))

// Throws InvalidInput naming what is wrong, Forbidden when others than its owner can read it.
std::vector<OidcProvider> read_oidc_providers(const std::filesystem::path&);
// The hosts that the operator has named as his own.
outgoing::Exempt exempt_hosts(const std::vector<OidcProvider>&);

class Oidc {
public:
    Oidc(store::Database& control, const Clock&, Random&, Seal, std::vector<OidcProvider>,
         std::unique_ptr<outgoing::Fetch>);
    ~Oidc();

    const std::vector<OidcProvider>& providers() const { return providers_; }

    struct Departure {
        std::string url;    // where the browser goes
        std::string state;  // to be given back by the same browser
    };
    // `former`: the session that the browser has, told again when it comes back (the cookie is not
    // sent with a way that begins at another site). Throws NotFound for a provider that is not
    // configured, Unavailable when it does not answer.
    Departure begin(std::string_view provider, std::optional<Id<SessionRow>> former = {});

    struct Return {
        std::string_view state;
        std::string_view code;
        std::string_view issuer;  // RFC 9207; may be empty
    };
    struct Arrival {
        Id<User> user;
        bool two_factors;
        std::optional<Id<SessionRow>> former;
    };
    // Throws Unauthenticated when the sign-in was not begun here or is over, or the word of the
    // house is not taken, or she is no user.
    Arrival finish(const Return&);

private:
    struct House;
    const OidcProvider& provider(std::string_view id) const;
    std::shared_ptr<const House> house_of(const OidcProvider&);
    struct VisitSecrets;
    Identity identity_of(const OidcProvider&, const Return&, const VisitSecrets&);
    Id<User> user_of(const OidcProvider&, const Identity&);

    store::Database& control_;
    const Clock& clock_;
    Random& random_;
    const Seal seal_;
    const std::vector<OidcProvider> providers_;
    const std::unique_ptr<outgoing::Fetch> fetch_;
    std::mutex mutex_;  // guards houses_
    std::map<std::string, std::shared_ptr<const House>> houses_;
};

}  // namespace tsunagi::access

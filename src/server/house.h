// House is everything a route may reach: the databases, who signs in, the clock. One per process.
#pragma once

#include "access/second_factor.h"
#include "access/sessions.h"
#include "base/clock.h"
#include "store/shops.h"

namespace tsunagi::access {
class Oidc;
}

namespace tsunagi::mail {
class Post;
}

namespace tsunagi::server {

class Live;
class Journeys;
class ImportRunner;
class Teller;

// Borrowed parts; they outlive the server. Thread: any.
struct House {
    store::Shops& shops;
    access::Sessions& sessions;
    access::Passwords& passwords;
    const Clock& clock;
    Random& random;
    const access::Totp& totp;
    access::Oidc* oidc = nullptr;      // null: no other house is configured
    const mail::Post* post = nullptr;  // null: no letters leave
    // Made by the server over the databases above.
    Live* live = nullptr;
    Journeys* journeys = nullptr;
    ImportRunner* imports = nullptr;
    Teller* teller = nullptr;  // the dispatcher's
};

}  // namespace tsunagi::server

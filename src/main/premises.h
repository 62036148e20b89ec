// Premises opens the databases of a configuration and keeps what a server::House borrows.
#pragma once

#include "access/oidc.h"
#include "access/second_factor.h"
#include "access/sessions.h"
#include "base/config.h"
#include "mail/post.h"
#include "main/commands.h"
#include "server/house.h"
#include "store/shops.h"

namespace tsunagi::command {

// Throws NotFound when the data folder holds none.
void require_data(const Config&);
// Opens the databases of a configuration for a command that works on what is there. Throws NotFound
// when the data folder holds none.
store::Shops open_shops(const Machine&, const Config&);
// Also opens an empty folder or PostgreSQL database and makes the control database there.
store::Shops open_or_make_shops(const Machine&, const Config&);
// Where the data is, for a person: the folder, or the URL without its password.
std::string place_of(const Config&);

class Premises {
public:
    Premises(const Machine&, const Config&);

    server::House house() {
        return {shops_,          sessions_, passwords_,  machine_.clock,
                machine_.random, totp_,     oidc_.get(), &post_};
    }
    store::Shops& shops() { return shops_; }
    access::Sessions& sessions() { return sessions_; }
    access::Passwords& passwords() { return passwords_; }

private:
    const Machine& machine_;
    store::Shops shops_;
    access::Passwords passwords_;
    access::Sessions sessions_;
    access::Seal seal_;
    access::Totp totp_;
    std::unique_ptr<access::Oidc> oidc_;
    mail::Post post_;
};

}  // namespace tsunagi::command

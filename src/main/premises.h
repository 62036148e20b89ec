// Premises opens the databases of a configuration and keeps what a server::House borrows.
#pragma once

#include "access/sessions.h"
#include "base/config.h"
#include "main/commands.h"
#include "server/house.h"
#include "store/shops.h"

namespace tsunagi::command {

class Premises {
public:
    Premises(const Machine&, const Config&);

    server::House house() {
        return {shops_, sessions_, passwords_, machine_.clock, machine_.random};
    }
    store::Shops& shops() { return shops_; }
    access::Sessions& sessions() { return sessions_; }
    access::Passwords& passwords() { return passwords_; }

private:
    const Machine& machine_;
    store::Shops shops_;
    access::Passwords passwords_;
    access::Sessions sessions_;
};

}  // namespace tsunagi::command

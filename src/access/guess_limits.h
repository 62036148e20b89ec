// How often somebody may guess. Only so many guesses are evaluated in any 15 minutes, and the wait
// between them grows; nobody is locked out. A person at a device or an address from which she has
// signed in before is counted apart, so guesses from elsewhere do not hold her up.
//
//   log-in, unknown paths    10 in 15 minutes; after three 2, 4, 8 … s between them
//   log-in, a known path     likewise, each path for itself
//   address, unknown paths   30 in 15 minutes (an IPv6 address: its /64)
//   everyone, unknown paths  600 in 15 minutes
//   code of a second factor  5 in 15 minutes for a user
//
// A guess is counted before it is evaluated, so many at once are not more than that many one after
// the other; one that was right is given back. The log-in need not exist: it is counted the same.
//
// Thread: any.
#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "store/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {
struct User;
}

namespace tsunagi::access {

// Where a request comes from.
struct Visitor {
    std::string_view address;
    std::string_view device{};  // token of the device cookie; empty: a browser never seen
    std::string_view agent{};   // User-Agent
};

struct GuessRow;

class GuessLimits {
public:
    GuessLimits(store::Database& control, const Clock& clock) : control_(control), clock_(clock) {}

    // The rows of one counted guess.
    using Turn = std::vector<Id<GuessRow>>;

    // Counts a guess. Throws TooMany with the seconds to wait; then nothing is counted.
    Turn take(std::string_view login_form, const Visitor&);
    Turn take_code(Id<User>);
    // The guess was right.
    void give_back(const Turn&);
    // The device and the address are known for the log-in from now on, for 90 days.
    void remember(store::Tx&, std::string_view login_form, const Visitor&) const;

private:
    struct Counter;
    Turn take(const std::vector<Counter>&);
    void check(store::Reader&, const std::vector<Counter>&) const;
    std::vector<Counter> counters(store::Reader&, std::string_view login_form,
                                  const Visitor&) const;

    store::Database& control_;
    const Clock& clock_;
};

// Seconds between the guess after this many and the one before it.
int pause_s(std::int64_t guesses);

// The address as it is counted: of IPv6 the first 64 bits.
std::string counted_address(std::string_view address);

}  // namespace tsunagi::access

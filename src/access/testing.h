// Fixture for tests of sign-in: a control database with Ann, a member of one shop, and cheap
// password hashes.
#pragma once

#include "access/sessions.h"
#include "store/testing.h"

#include <optional>

namespace tsunagi::access {

inline constexpr std::string_view kPassword = "correct horse battery";
inline constexpr std::string_view kAnn = "ann@example.com";
inline constexpr HashCost kCheap{.memory_bytes = 64 * 1024, .passes = 1};

class WithAnn : public store::OnBothDatabases {
protected:
    void SetUp() override;
    std::span<const store::Migration> control_migrations() const override;

    // Signs in from a browser; what stays unfinished is returned so too.
    NewSession sign_in(const Visitor& visitor = {.address = "10.0.0.1"});
    std::optional<Code> try_to_sign_in(std::string_view login, std::string_view password,
                                       const Visitor&);
    Id<User> add_user(std::string_view login, std::string_view role);
    // Ann's role asks for a second factor from now on.
    void ask_for_second_factor();

    SeededRandom random_;
    Passwords passwords_{kCheap};
    std::optional<Sessions> sessions_;
    Id<User> ann_;
};

}  // namespace tsunagi::access

// A password that somebody else made for her (an administrator, the command line) lasts a week: in
// that time she signs in and chooses her own, which lasts. After it sign-in answers Unauthenticated
// with the field code password_expired, but only to who knows that password.
//
// Functions take the control database's Reader or Tx.
#pragma once

#include "access/users.h"
#include "base/clock.h"

#include <optional>
#include <string>

namespace tsunagi::access {

inline constexpr std::int64_t kMadePasswordLastsMs = 7LL * 24 * 3600 * 1000;

// To be called after create_user() or set_password(), which make a password that lasts.
void let_password_end(store::Tx& control, Id<User>, Instant until);
// Nothing when she chose it herself.
std::optional<Instant> password_until(store::Reader& control, Id<User>);
// 128 random bits, to be shown once and kept by nobody.
std::string make_password(Random&);
// Throws Forbidden when `user` may do anything, here or in another shop, that the giver may not:
// whoever makes her password or takes her second factor away could sign in as her. `rights` are
// the giver's in the viewer's shop.
void check_covers_member(store::Reader& control, const Viewer& giver, const Rights& rights,
                         Id<User> user);
// Throws Unauthenticated, as said above.
void check_password_lasts(store::Reader& control, Id<User>, Instant now);

}  // namespace tsunagi::access

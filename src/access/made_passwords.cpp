#include "access/made_passwords.h"

#include "access/made_passwords.sql.h"
#include "base/error.h"

namespace tsunagi::access {

namespace {

struct LastsUntil {
    std::optional<Instant> password_until;
};
BOOST_DESCRIBE_STRUCT(LastsUntil, (), (password_until))

}  // namespace

void let_password_end(store::Tx& control, Id<User> user, Instant until) {
    control.run(sql::let_password_end, {{"id", user}, {"until", until}});
}

std::optional<Instant> password_until(store::Reader& control, Id<User> user) {
    const auto lasts = control.one<LastsUntil>(sql::find_password_until, {{"id", user}});
    return lasts ? lasts->password_until : std::nullopt;
}

void check_password_lasts(store::Reader& control, Id<User> user, Instant now) {
    const auto until = password_until(control, user);
    if (!until || now < *until) return;
    const FieldError field{
        "/password", "password_expired", "ask the administrator for a new password", {}};
    throw Error(Code::Unauthenticated, "the password was made for you and has expired", {field});
}

}  // namespace tsunagi::access

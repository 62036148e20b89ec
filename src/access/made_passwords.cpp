#include "access/made_passwords.h"

#include "access/made_passwords.sql.h"
#include "base/error.h"

#include <algorithm>

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

std::string make_password(Random& random) {
    constexpr std::size_t kBytes = 16;
    return random_token(random, kBytes);
}

void check_covers_member(store::Reader& control, const Viewer& giver, const Rights& rights,
                         Id<User> user) {
    const auto member = find_member(control, giver, user);
    check_covers(rights, rights_of_roles(control, giver.shop, member.roles));
    const auto own = memberships_of(control, giver.user);
    for (const auto& other : memberships_of(control, user)) {
        if (other.id == giver.shop) continue;
        const auto there = std::ranges::find(own, other.id, &Membership::id);
        check_covers(there == own.end() ? Rights{}
                                        : rights_of_roles(control, other.id, there->roles),
                     rights_of_roles(control, other.id, other.roles));
    }
}

void check_password_lasts(store::Reader& control, Id<User> user, Instant now) {
    const auto until = password_until(control, user);
    if (!until || now < *until) return;
    const FieldError field{
        "/password", "password_expired", "ask the administrator for a new password", {}};
    throw Error(Code::Unauthenticated, "the password was made for you and has expired", {field});
}

}  // namespace tsunagi::access

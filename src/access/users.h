// Users sign in; a Membership gives a user roles in a shop. Both live in the control database.
// Functions take its Reader or Tx. Whether the caller may change members at all was decided before;
// that nobody gives or touches more than she has herself is checked here against `giver`.
#pragma once

#include "access/roles.h"
#include "access/teams.h"
#include "record/page.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::access {

// A person of one shop. `version` is that of her membership.
struct Member {
    Id<User> id;
    std::string login;
    std::string name;
    std::vector<std::string> roles;  // keys, see roles.h
    std::optional<Id<Team>> team_id;
    bool active = true;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, login, name, roles, team_id, active, version))

struct MemberDraft {
    std::string login;
    std::string name;
    std::vector<std::string> roles;
    std::optional<Id<Team>> team_id;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(MemberDraft, (), (login, name, roles, team_id, password))

struct MemberPatch {
    Patch<std::vector<std::string>> roles;
    Patch<Id<Team>> team_id;
    Patch<bool> active;
};
BOOST_DESCRIBE_STRUCT(MemberPatch, (), (roles, team_id, active))

// A shop as a signed-in person sees it, and what she may do there.
struct Membership {
    Id<Shop> id;
    std::string name;
    std::vector<std::string> roles;
    std::optional<Id<Team>> team_id;
    RightsList rights;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (id, name, roles, team_id, rights))

struct ShopName {
    Id<Shop> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(ShopName, (), (id, name))

// A user as stored.
struct UserRow {
    Id<User> id;
    std::string login;
    std::string name;
    std::string password_hash;
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(UserRow, (), (id, login, name, password_hash, active))

struct NewUser {
    std::string login;
    std::string name;
    std::string password_hash;
};

std::string login_form(std::string_view login);

std::vector<ShopName> list_shops(store::Reader& control);
std::vector<Membership> memberships_of(store::Reader& control, Id<User>);
record::Page<Member> list_members(store::Reader& control, const Viewer&,
                                  const record::PageRequest&);
// Throws NotFound when she is no member of the viewer's shop.
Member find_member(store::Reader& control, const Viewer&, Id<User>);
bool has_active_member(store::Reader& control, Id<Shop>, Id<User>);
// Throws NotFound, naming the shop, when she is no member of it or an inactive one.
Member find_active_member(store::Reader& control, Id<Shop>, Id<User>);
std::optional<UserRow> find_user_by_login(store::Reader& control, std::string_view login);
bool has_users(store::Reader& control);

Id<Shop> create_shop(store::Tx& control, std::string_view name);
// Throws Conflict when the login is taken, InvalidInput when it or the name is empty or too long.
Id<User> create_user(store::Tx& control, const NewUser&);
void set_password(store::Tx& control, Id<User>, std::string_view password_hash);
// Throws InvalidInput for a role or a team that the shop does not have, or no role; Forbidden for
// rights that `giver` does not have.
struct MembershipDraft {
    Id<Shop> shop;
    std::vector<std::string> roles;
    std::optional<Id<Team>> team_id{};
};
void add_membership(store::Tx& control, const Rights& giver, Id<User>, const MembershipDraft&);
// A member who is no longer active, or has other roles now, is signed out everywhere. Throws
// VersionConflict, and as above also for a member who has more rights than `giver`; throws Conflict
// rather than leave a shop without an administrator.
Member change_member(store::Tx& control, const Viewer&, const Rights& giver, Id<User>,
                     std::int64_t version, const MemberPatch&);

// May give everything: the command line, and the first administrator.
Rights rights_of_the_house();

}  // namespace tsunagi::access

template <>
struct tsunagi::rules_of<tsunagi::access::MemberDraft> {
    static constexpr std::array value{
        Rule{.field = "login",
             .min_length = 1,
             .max_length = 200,
             .ja = "ログインID",
             .en = "Log-in"},
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "氏名", .en = "Name"},
        Rule{.field = "roles", .min_length = 1, .max_length = 20, .ja = "役割", .en = "Roles"},
        Rule{.field = "password",
             .min_length = 12,
             .max_length = 200,
             .ja = "パスワード",
             .en = "Password"}};
};

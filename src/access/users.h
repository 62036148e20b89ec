// Users sign in; a Membership gives a user a role in a shop. Both live in the control database.
// Functions take its Reader or Tx; rights are checked by the caller with authorize().
#pragma once

#include "access/rights.h"
#include "record/page.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// Tags of ids: their rows are described below.
struct User;
struct Shop;

}  // namespace tsunagi

namespace tsunagi::access {

// A person of one shop. `version` is that of her membership.
struct Member {
    Id<User> id;
    std::string login;
    std::string name;
    Role role = Role::Operator;
    bool active = true;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, login, name, role, active, version))

struct MemberDraft {
    std::string login;
    std::string name;
    Role role = Role::Operator;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(MemberDraft, (), (login, name, role, password))

struct MemberPatch {
    Patch<Role> role;
    Patch<bool> active;
};
BOOST_DESCRIBE_STRUCT(MemberPatch, (), (role, active))

// A shop as a signed-in person sees it.
struct Membership {
    Id<Shop> id;
    std::string name;
    Role role = Role::Operator;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (id, name, role))

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
std::optional<UserRow> find_user_by_login(store::Reader& control, std::string_view login);
bool has_users(store::Reader& control);

Id<Shop> create_shop(store::Tx& control, std::string_view name);
// Throws Conflict when the login is taken, InvalidInput when it or the name is empty or too long.
Id<User> create_user(store::Tx& control, const NewUser&);
void set_password(store::Tx& control, Id<User>, std::string_view password_hash);
void add_membership(store::Tx& control, Id<User>, Id<Shop>, Role);
// A member who is no longer active loses her sessions. Throws VersionConflict; throws Conflict
// rather than leave a shop without an owner.
Member change_member(store::Tx& control, const Viewer&, Id<User>, std::int64_t version,
                     const MemberPatch&);

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
        Rule{.field = "password",
             .min_length = 12,
             .max_length = 200,
             .ja = "パスワード",
             .en = "Password"}};
};

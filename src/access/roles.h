// A Role is a named set of rights: a preset (presets.h), or one that a shop has made. A member has
// one or more and may do what any of them allows. What a role asks of the sign-in is kept beside
// it, for presets too.
//
// Functions take the Reader or Tx of the control database; rights are checked by the caller.
#pragma once

#include "access/rights.h"
#include "base/described.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::access {

struct RoleGrant {
    Entity entity = Entity::Customer;
    Action action = Action::View;
    RowScope scope = RowScope::None;
    friend bool operator==(const RoleGrant&, const RoleGrant&) = default;
};
BOOST_DESCRIBE_STRUCT(RoleGrant, (), (entity, action, scope))

struct RoleField {
    FieldGroup field = FieldGroup::Name;
    FieldRight right = FieldRight::Hidden;
    friend bool operator==(const RoleField&, const RoleField&) = default;
};
BOOST_DESCRIBE_STRUCT(RoleField, (), (field, right))

// Rights as lists: only what is granted.
struct RightsList {
    std::vector<RoleGrant> grants;
    std::vector<RoleField> fields;
};
BOOST_DESCRIBE_STRUCT(RightsList, (), (grants, fields))

RightsList list_of(const Rights&);

// `key` is the word of a preset or the id of an own role. Presets are at version 0 and named in the
// viewer's language; only their sign-in can be changed.
struct Role {
    std::string key;
    std::int64_t version = 0;
    std::string name;
    bool preset = false;
    bool needs_second_factor = false;
    std::vector<std::string> networks;  // address blocks; empty: from anywhere
    int members = 0;
    std::vector<RoleGrant> grants;
    std::vector<RoleField> fields;
};
BOOST_DESCRIBE_STRUCT(Role, (),
                      (key, version, name, preset, needs_second_factor, networks, members, grants,
                       fields))

// Absent leaves; lists are replaced whole.
struct RolePatch {
    Patch<std::string> name;
    Patch<bool> needs_second_factor;
    Patch<std::vector<std::string>> networks;
    Patch<std::vector<RoleGrant>> grants;
    Patch<std::vector<RoleField>> fields;
};
BOOST_DESCRIBE_STRUCT(RolePatch, (), (name, needs_second_factor, networks, grants, fields))

// What the roles of a member ask of her sign-in: the strictest of them.
struct SignInPolicy {
    bool needs_second_factor = false;
    std::vector<std::vector<std::string>> networks;  // of each role that names any
};

std::vector<Role> list_roles(store::Reader& control, const Viewer&);
// Throws NotFound when the shop has no such role.
Role find_role(store::Reader& control, const Viewer&, std::string_view key);
// Throws InvalidInput; throws Forbidden for rights that `giver` does not have.
Role create_role(store::Tx& control, const Viewer&, const Rights& giver, const RolePatch&);
// Throws VersionConflict, and as above; InvalidInput for rights of a preset.
Role change_role(store::Tx& control, const Viewer&, const Rights& giver, std::string_view key,
                 std::int64_t version, const RolePatch&);
// Throws Conflict while somebody has it.
void delete_role(store::Tx& control, const Viewer&, const Rights& giver, std::string_view key);

bool has_role(store::Reader& control, Id<Shop>, std::string_view key);
// The rights of one role. Throws NotFound when the shop has no such role.
Rights rights_of_role(store::Reader& control, Id<Shop>, std::string_view key);
// All of them together; none for no roles.
Rights rights_of_roles(store::Reader& control, Id<Shop>, const std::vector<std::string>& keys);
SignInPolicy sign_in_policy(store::Reader& control, Id<Shop>, const std::vector<std::string>& keys);

// Throws Forbidden unless `giver` has all of `given`.
void check_covers(const Rights& giver, const Rights& given);

}  // namespace tsunagi::access

template <>
struct tsunagi::rules_of<tsunagi::access::RolePatch> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "役割名", .en = "Name"},
        Rule{.field = "networks", .max_length = 50, .ja = "接続元", .en = "Networks"},
        Rule{.field = "grants", .max_length = 200, .ja = "権限", .en = "Rights"},
        Rule{.field = "fields", .max_length = 20, .ja = "項目", .en = "Fields"}};
};

#include "access/roles.h"

#include "access/networks.h"
#include "access/presets.h"
#include "access/roles.sql.h"
#include "base/error.h"
#include "base/json.h"
#include "record/versions.h"

#include <algorithm>
#include <charconv>

namespace tsunagi::access {

namespace {

struct RoleRow {
    Id<Role> id;
    std::int64_t version = 0;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(RoleRow, (), (id, version, name))

struct GrantRow {
    Entity entity = Entity::Customer;
    Action action = Action::View;
    RowScope scope = RowScope::None;
};
BOOST_DESCRIBE_STRUCT(GrantRow, (), (entity, action, scope))

struct FieldRow {
    FieldGroup field = FieldGroup::Name;
    FieldRight field_right = FieldRight::Hidden;
};
BOOST_DESCRIBE_STRUCT(FieldRow, (), (field, field_right))

struct PolicyRow {
    bool needs_second_factor = false;
    std::string networks;
};
BOOST_DESCRIBE_STRUCT(PolicyRow, (), (needs_second_factor, networks))

struct Networks {
    std::vector<std::string> blocks;
};
BOOST_DESCRIBE_STRUCT(Networks, (), (blocks))

[[noreturn]] void fail_unknown(std::string_view key) {
    throw Error(Code::NotFound, "there is no role " + std::string(key));
}

// The row of an own role; nothing when the shop has none of this key.
std::optional<RoleRow> own_role(store::Reader& control, Id<Shop> shop, std::string_view key) {
    std::int64_t id = 0;
    const auto [end, failure] = std::from_chars(key.data(), key.data() + key.size(), id);
    if (failure != std::errc() || end != key.data() + key.size() || id <= 0) return std::nullopt;
    if (std::to_string(id) != key) return std::nullopt;
    return control.one<RoleRow>(sql::find_role, {{"shop_id", shop}, {"id", id}});
}

Rights own_rights(store::Reader& control, Id<Role> id) {
    Rights rights;
    for (const auto& row : control.all<GrantRow>(sql::list_role_grants, {{"role_id", id}})) {
        rights.scopes[row.entity][row.action] = row.scope;
    }
    for (const auto& row : control.all<FieldRow>(sql::list_role_fields, {{"role_id", id}})) {
        rights.fields[row.field] = row.field_right;
    }
    return rights;
}

FieldError refused(std::string pointer, std::string_view code, std::string_view message) {
    return {std::move(pointer), std::string(code), std::string(message), {}};
}

// The rights that a patch would make of `before`. Adds what is wrong with it to `errors`.
Rights patched(const Rights& before, const RolePatch& patch, std::vector<FieldError>& errors) {
    Rights rights = before;
    if (!patch.grants.absent()) rights.scopes = {};
    for (std::size_t at = 0; at < patch.grants.value.size(); ++at) {
        const RoleGrant& grant = patch.grants.value[at];
        const Reach reach = reach_of(grant.entity, grant.action);
        const bool narrow = grant.scope == RowScope::Own || grant.scope == RowScope::Team;
        if (reach == Reach::Never || (reach == Reach::Whole && narrow)) {
            errors.push_back(refused("/grants/" + std::to_string(at), "not_in_list",
                                     "this right does not exist"));
            continue;
        }
        rights.scopes[grant.entity][grant.action] = grant.scope;
    }
    if (!patch.fields.absent()) rights.fields = {};
    for (const RoleField& field : patch.fields.value) rights.fields[field.field] = field.right;
    return rights;
}

void store_rights(store::Tx& control, Id<Role> id, const Rights& rights) {
    control.run(sql::delete_role_grants, {{"role_id", id}});
    control.run(sql::delete_role_fields, {{"role_id", id}});
    const RightsList list = list_of(rights);
    for (const RoleGrant& grant : list.grants) {
        control.run(sql::insert_role_grant, {{"role_id", id},
                                             {"entity", grant.entity},
                                             {"action", grant.action},
                                             {"scope", grant.scope}});
    }
    for (const RoleField& field : list.fields) {
        control.run(sql::insert_role_field,
                    {{"role_id", id}, {"field", field.field}, {"field_right", field.right}});
    }
}

void store_policy(store::Tx& control, Id<Shop> shop, const Role& role) {
    const std::string networks = to_json(Networks{role.networks});
    control.run(sql::put_role_policy, {{"shop_id", shop},
                                       {"role", role.key},
                                       {"needs_second_factor", role.needs_second_factor},
                                       {"networks", networks}});
}

void add_policy(store::Reader& control, Id<Shop> shop, Role& role) {
    const auto row = control.one<PolicyRow>(sql::find_role_policy,
                                            {{"shop_id", shop}, {"role", role.key}});
    if (!row) return;
    role.needs_second_factor = row->needs_second_factor;
    role.networks = from_json<Networks>(row->networks).blocks;
}

Role complete(store::Reader& control, const Viewer& viewer, Role role, const Rights& rights) {
    add_policy(control, viewer.shop, role);
    RightsList list = list_of(rights);
    role.grants = std::move(list.grants);
    role.fields = std::move(list.fields);
    role.members = int(control.integer(sql::count_members_of_role,
                                       {{"shop_id", viewer.shop}, {"role", role.key}}));
    return role;
}

Role preset_role(store::Reader& control, const Viewer& viewer, const Preset& preset) {
    Role role;
    role.key = preset.key;
    role.name = viewer.language == Language::Ja ? preset.ja : preset.en;
    role.preset = true;
    return complete(control, viewer, std::move(role), preset_rights(preset.key).value_or(Rights{}));
}

Role made_role(store::Reader& control, const Viewer& viewer, const RoleRow& row) {
    Role role;
    role.key = std::to_string(row.id.value);
    role.version = row.version;
    role.name = row.name;
    return complete(control, viewer, std::move(role), own_rights(control, row.id));
}

void take_policy(Role& role, const RolePatch& patch) {
    check_blocks(patch.networks.value, "/networks");
    role.needs_second_factor =
        patch.needs_second_factor.applied_to(role.needs_second_factor).value_or(false);
    role.networks = patch.networks.applied_to(role.networks).value_or(std::vector<std::string>());
}

}  // namespace

RightsList list_of(const Rights& rights) {
    RightsList list;
    for (const Pair& pair : kPairs) {
        const RowScope scope = rights.scope(pair.entity, pair.action);
        if (scope != RowScope::None) list.grants.push_back({pair.entity, pair.action, scope});
    }
    for (std::size_t at = 0; at < kFieldGroups; ++at) {
        const FieldRight right = rights.fields.values.at(at);
        if (right != FieldRight::Hidden) list.fields.push_back({FieldGroup(at), right});
    }
    return list;
}

std::vector<Role> list_roles(store::Reader& control, const Viewer& viewer) {
    std::vector<Role> roles;
    for (const Preset& preset : presets()) roles.push_back(preset_role(control, viewer, preset));
    for (const auto& row : control.all<RoleRow>(sql::list_roles, {{"shop_id", viewer.shop}})) {
        roles.push_back(made_role(control, viewer, row));
    }
    return roles;
}

Role find_role(store::Reader& control, const Viewer& viewer, std::string_view key) {
    const auto preset = std::ranges::find(presets(), key, &Preset::key);
    if (preset != presets().end()) return preset_role(control, viewer, *preset);
    const auto row = own_role(control, viewer.shop, key);
    if (!row) fail_unknown(key);
    return made_role(control, viewer, *row);
}

Role create_role(store::Tx& control, const Viewer& viewer, const Rights& giver,
                 const RolePatch& patch) {
    std::vector<FieldError> errors;
    if (patch.name.value.empty()) errors.push_back(refused("/name", "required", "needs a name"));
    const Rights rights = patched({}, patch, errors);
    if (!errors.empty()) throw Error(Code::InvalidInput, "the role is not valid", errors);
    check_covers(giver, rights);
    const auto id = control.next_id<Role>("role");
    control.run(
        sql::insert_role,
        {{"id", id}, {"shop_id", viewer.shop}, {"name", patch.name.value}, {"now", control.now()}});
    store_rights(control, id, rights);
    Role role = find_role(control, viewer, std::to_string(id.value));
    take_policy(role, patch);
    store_policy(control, viewer.shop, role);
    const std::string after = to_json(role);
    control.changed({.entity = "role", .id = id.value, .version = role.version, .after = after});
    return role;
}

Role change_role(store::Tx& control, const Viewer& viewer, const Rights& giver,
                 std::string_view key, std::int64_t version, const RolePatch& patch) {
    const Role before = find_role(control, viewer, key);
    record::check_version("the role", before, version);
    std::vector<FieldError> errors;
    const Rights was = rights_of_role(control, viewer.shop, key);
    const Rights rights = patched(was, patch, errors);
    if (before.preset && (rights != was || !patch.name.absent())) {
        errors.push_back(refused("/grants", "read_only", "a preset keeps its rights and its name"));
    }
    if (!patch.name.absent() && patch.name.value.empty()) {
        errors.push_back(refused("/name", "required", "needs a name"));
    }
    if (!errors.empty()) throw Error(Code::InvalidInput, "the role is not valid", errors);
    check_covers(giver, merge(was, rights));
    Role after = before;
    take_policy(after, patch);
    store_policy(control, viewer.shop, after);
    const auto row = own_role(control, viewer.shop, key);
    if (row) {
        store_rights(control, row->id, rights);
        const std::string name = patch.name.applied_to(row->name).value_or(row->name);
        control.run(sql::update_role, {{"id", row->id}, {"name", name}, {"now", control.now()}});
    }
    after = find_role(control, viewer, key);
    const std::string was_text = to_json(before);
    const std::string is_text = to_json(after);
    control.changed({.entity = row ? "role" : "role_policy",  // a preset has no row of its own
                     .id = row ? row->id.value : viewer.shop.value,
                     .kind = store::Change::Kind::Updated,
                     .version = after.version,
                     .before = was_text,
                     .after = is_text});
    return after;
}

void delete_role(store::Tx& control, const Viewer& viewer, const Rights& giver,
                 std::string_view key) {
    const Role role = find_role(control, viewer, key);
    const auto row = own_role(control, viewer.shop, key);
    if (!row) throw Error(Code::Conflict, "a preset cannot be deleted");
    check_covers(giver, own_rights(control, row->id));
    if (role.members > 0) {
        throw Error(Code::Conflict, std::to_string(role.members) + " members have this role");
    }
    store_rights(control, row->id, {});
    control.run(sql::delete_role_policy, {{"shop_id", viewer.shop}, {"role", key}});
    control.run(sql::delete_role, {{"id", row->id}});
    const std::string before = to_json(role);
    control.changed({.entity = "role",
                     .id = row->id.value,
                     .kind = store::Change::Kind::Deleted,
                     .before = before});
}

bool has_role(store::Reader& control, Id<Shop> shop, std::string_view key) {
    return preset_rights(key) || own_role(control, shop, key);
}

Rights rights_of_role(store::Reader& control, Id<Shop> shop, std::string_view key) {
    if (auto rights = preset_rights(key)) return *rights;
    const auto row = own_role(control, shop, key);
    if (!row) fail_unknown(key);
    return own_rights(control, row->id);
}

Rights rights_of_roles(store::Reader& control, Id<Shop> shop,
                       const std::vector<std::string>& keys) {
    Rights all;
    for (const auto& key : keys) all = merge(all, rights_of_role(control, shop, key));
    return all;
}

SignInPolicy sign_in_policy(store::Reader& control, Id<Shop> shop,
                            const std::vector<std::string>& keys) {
    SignInPolicy policy;
    for (const auto& key : keys) {
        Role role;
        role.key = key;
        add_policy(control, shop, role);
        policy.needs_second_factor = policy.needs_second_factor || role.needs_second_factor;
        if (!role.networks.empty()) policy.networks.push_back(std::move(role.networks));
    }
    return policy;
}

void check_covers(const Rights& giver, const Rights& given) {
    if (covers(giver, given)) return;
    throw Error(Code::Forbidden, "nobody gives rights that she does not have");
}

}  // namespace tsunagi::access

#include "access/users.h"

#include "access/access.sql.h"
#include "access/presets.h"
#include "base/text.h"
#include "record/versions.h"

#include <algorithm>

namespace tsunagi::access {

std::string login_form(std::string_view login) { return search_form(login); }

std::vector<ShopName> list_shops(store::Reader& control) {
    return control.all<ShopName>(sql::list_shops);
}

namespace {

struct RoleOfMember {
    Id<User> user_id;
    std::string role;
};
BOOST_DESCRIBE_STRUCT(RoleOfMember, (), (user_id, role))

std::vector<std::string> role_keys(store::Reader& control, Id<Shop> shop, Id<User> user) {
    std::vector<std::string> keys;
    for (auto& row : control.all<RoleOfMember>(
             sql::list_membership_roles, {{"shop_id", shop}, {"first", user}, {"last", user}})) {
        keys.push_back(std::move(row.role));
    }
    return keys;
}

void add_roles(store::Reader& control, Id<Shop> shop, std::vector<Member>& members) {
    if (members.empty()) return;
    auto rows = control.all<RoleOfMember>(
        sql::list_membership_roles,
        {{"shop_id", shop}, {"first", members.front().id}, {"last", members.back().id}});
    auto member = members.begin();
    for (auto& row : rows) {
        while (member != members.end() && member->id < row.user_id) ++member;
        if (member == members.end()) return;
        if (member->id == row.user_id) member->roles.push_back(std::move(row.role));
    }
}

}  // namespace

std::vector<Membership> memberships_of(store::Reader& control, Id<User> user) {
    auto all = control.all<Membership>(sql::list_memberships, {{"user_id", user}});
    for (auto& one : all) {
        one.roles = role_keys(control, one.id, user);
        one.rights = list_of(rights_of_roles(control, one.id, one.roles));
    }
    return all;
}

record::Page<Member> list_members(store::Reader& control, const Viewer& viewer,
                                  const record::PageRequest& asked) {
    const auto after = asked.cursor.empty() ? 0 : record::Cursor::parse(asked.cursor, 1).integer(0);
    auto rows = control.all<Member>(
        sql::list_members,
        {{"shop_id", viewer.shop}, {"after", after}, {"limit", asked.rows_and_one()}});
    add_roles(control, viewer.shop, rows);
    return record::page_of(std::move(rows), asked, [](const Member& member) {
        return record::Cursor().add(member.id.value);
    });
}

Member find_member(store::Reader& control, const Viewer& viewer, Id<User> user) {
    auto member = control.one<Member>(sql::find_member,
                                      {{"shop_id", viewer.shop}, {"user_id", user}});
    if (!member) throw Error(Code::NotFound, "there is no member " + std::to_string(user.value));
    member->roles = role_keys(control, viewer.shop, user);
    return *member;
}

bool has_active_member(store::Reader& control, Id<Shop> shop, Id<User> user) {
    const auto member = control.one<Member>(sql::find_member,
                                            {{"shop_id", shop}, {"user_id", user}});
    return member && member->active;
}

Member find_active_member(store::Reader& control, Id<Shop> shop, Id<User> user) {
    auto member = control.one<Member>(sql::find_member, {{"shop_id", shop}, {"user_id", user}});
    if (!member || !member->active) {
        throw Error(Code::NotFound, "there is no shop " + std::to_string(shop.value));
    }
    member->roles = role_keys(control, shop, user);
    return *member;
}

std::optional<UserRow> find_user_by_login(store::Reader& control, std::string_view login) {
    const std::string form = login_form(login);
    return control.one<UserRow>(sql::find_user_by_login, {{"login_form", form}});
}

bool has_users(store::Reader& control) { return control.integer(sql::count_users) > 0; }

Id<Shop> create_shop(store::Tx& control, std::string_view name) {
    const auto id = control.next_id<Shop>("shop");
    control.run(sql::insert_shop, {{"id", id}, {"name", name}, {"created_at", control.now()}});
    control.changed({.entity = "shop", .id = id.value});
    return id;
}

static void check_text(std::string_view text, std::size_t limit, std::string_view pointer) {
    const auto length = code_points(text);
    if (length >= 1 && length <= limit) return;
    const FieldError field{
        std::string(pointer), "length", "1 to " + std::to_string(limit) + " characters", {}};
    throw Error(Code::InvalidInput, "the user cannot be made so", {field});
}

Id<User> create_user(store::Tx& control, const NewUser& user) {
    const std::string form = login_form(user.login);
    check_text(form, 200, "/login");
    check_text(user.name, 100, "/name");
    if (find_user_by_login(control, user.login)) {
        const FieldError field{"/login", "taken", "the log-in is taken", {}};
        throw Error(Code::Conflict, "the log-in is taken", {field});
    }
    const auto id = control.next_id<User>("users");
    control.run(sql::insert_user, {{"id", id},
                                   {"login", user.login},
                                   {"login_form", form},
                                   {"name", user.name},
                                   {"password_hash", user.password_hash},
                                   {"now", control.now()}});
    control.changed({.entity = "users", .id = id.value});
    return id;
}

void set_password(store::Tx& control, Id<User> user, std::string_view password_hash) {
    control.run(sql::set_password_hash,
                {{"id", user}, {"password_hash", password_hash}, {"now", control.now()}});
    control.changed({.entity = "users", .id = user.value, .kind = store::Change::Kind::Updated});
}

static void check_roles(store::Reader& control, const MembershipDraft& draft) {
    std::vector<FieldError> errors;
    if (draft.roles.empty()) {
        errors.push_back({"/roles", "required", "a member has at least one role", {}});
    }
    for (std::size_t at = 0; at < draft.roles.size(); ++at) {
        if (has_role(control, draft.shop, draft.roles[at])) continue;
        errors.push_back(
            {"/roles/" + std::to_string(at), "not_in_list", "there is no such role", {}});
    }
    if (draft.team_id && !has_team(control, draft.shop, *draft.team_id)) {
        errors.push_back({"/team_id", "not_in_list", "there is no such team", {}});
    }
    if (!errors.empty()) throw Error(Code::InvalidInput, "the member is not valid", errors);
}

static void store_roles(store::Tx& control, Id<User> user, const MembershipDraft& draft) {
    control.run(sql::delete_membership_roles, {{"shop_id", draft.shop}, {"user_id", user}});
    for (const auto& role : draft.roles) {
        control.run(sql::insert_membership_role,
                    {{"shop_id", draft.shop}, {"user_id", user}, {"role", role}});
    }
}

void add_membership(store::Tx& control, const Rights& giver, Id<User> user,
                    const MembershipDraft& draft) {
    check_roles(control, draft);
    check_covers(giver, rights_of_roles(control, draft.shop, draft.roles));
    control.run(sql::insert_membership, {{"user_id", user},
                                         {"shop_id", draft.shop},
                                         {"team_id", draft.team_id},
                                         {"now", control.now()}});
    store_roles(control, user, draft);
    control.changed({.entity = "membership", .id = user.value});
}

static bool same_roles(std::vector<std::string> a, std::vector<std::string> b) {
    std::ranges::sort(a);
    std::ranges::sort(b);
    return a == b;
}

Member change_member(store::Tx& control, const Viewer& viewer, const Rights& giver, Id<User> user,
                     std::int64_t version, const MemberPatch& patch) {
    control.run(sql::hold_administrators, {{"shop_id", viewer.shop}});
    const Member before = find_member(control, viewer, user);
    record::check_version("the member", before, version);
    const MembershipDraft draft{
        .shop = viewer.shop,
        .roles = patch.roles.applied_to(before.roles).value_or(std::vector<std::string>()),
        .team_id = patch.team_id.applied_to(before.team_id)};
    const bool active = patch.active.applied_to(before.active).value_or(before.active);
    check_roles(control, draft);
    check_covers(giver, merge(rights_of_roles(control, viewer.shop, before.roles),
                              rights_of_roles(control, viewer.shop, draft.roles)));
    control.run(sql::set_membership, {{"user_id", user},
                                      {"shop_id", viewer.shop},
                                      {"team_id", draft.team_id},
                                      {"active", active},
                                      {"now", control.now()}});
    store_roles(control, user, draft);
    if (control.integer(sql::count_active_administrators, {{"shop_id", viewer.shop}}) == 0) {
        const FieldError field{"/roles", "last_administrator", "a shop needs an administrator", {}};
        throw Error(Code::Conflict, "a shop needs an administrator", {field});
    }
    if (!active || !same_roles(before.roles, draft.roles)) {
        control.run(sql::delete_sessions_of_user, {{"user_id", user}, {"but", 0}});
    }
    const Member after = find_member(control, viewer, user);
    const std::string was = to_json(before);
    const std::string is = to_json(after);
    control.changed({.entity = "membership",
                     .id = user.value,
                     .kind = store::Change::Kind::Updated,
                     .version = after.version,
                     .before = was,
                     .after = is});
    return after;
}

Rights rights_of_the_house() { return preset_rights(kAdministrator).value_or(Rights{}); }

}  // namespace tsunagi::access

#include "access/users.h"

#include "access/access.sql.h"
#include "base/text.h"
#include "record/versions.h"

namespace tsunagi::access {

std::string login_form(std::string_view login) { return search_form(login); }

std::vector<ShopName> list_shops(store::Reader& control) {
    return control.all<ShopName>(sql::list_shops);
}

std::vector<Membership> memberships_of(store::Reader& control, Id<User> user) {
    return control.all<Membership>(sql::list_memberships, {{"user_id", user}});
}

record::Page<Member> list_members(store::Reader& control, const Viewer& viewer,
                                  const record::PageRequest& asked) {
    const auto after = asked.cursor.empty() ? 0 : record::Cursor::parse(asked.cursor, 1).integer(0);
    auto rows = control.all<Member>(
        sql::list_members,
        {{"shop_id", viewer.shop}, {"after", after}, {"limit", asked.rows_and_one()}});
    return record::page_of(std::move(rows), asked, [](const Member& member) {
        return record::Cursor().add(member.id.value);
    });
}

Member find_member(store::Reader& control, const Viewer& viewer, Id<User> user) {
    auto member = control.one<Member>(sql::find_member,
                                      {{"shop_id", viewer.shop}, {"user_id", user}});
    if (!member) throw Error(Code::NotFound, "there is no member " + std::to_string(user.value));
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

void add_membership(store::Tx& control, Id<User> user, Id<Shop> shop, Role role) {
    control.run(sql::insert_membership,
                {{"user_id", user}, {"shop_id", shop}, {"role", role}, {"now", control.now()}});
    control.changed({.entity = "membership", .id = user.value});
}

Member change_member(store::Tx& control, const Viewer& viewer, Id<User> user, std::int64_t version,
                     const MemberPatch& patch) {
    control.run(sql::hold_owners, {{"shop_id", viewer.shop}});
    const Member before = find_member(control, viewer, user);
    record::check_version("the member", before, version);
    const Role role = patch.role.applied_to(before.role).value_or(before.role);
    const bool active = patch.active.applied_to(before.active).value_or(before.active);
    control.run(sql::set_membership, {{"user_id", user},
                                      {"shop_id", viewer.shop},
                                      {"role", role},
                                      {"active", active},
                                      {"now", control.now()}});
    if (control.integer(sql::count_active_owners, {{"shop_id", viewer.shop}}) == 0) {
        const FieldError field{"/role", "last_owner", "a shop needs an owner", {}};
        throw Error(Code::Conflict, "a shop needs an owner", {field});
    }
    if (!active) {
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

}  // namespace tsunagi::access

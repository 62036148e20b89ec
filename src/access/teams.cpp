#include "access/teams.h"

#include "access/teams.sql.h"
#include "base/error.h"
#include "base/json.h"
#include "record/versions.h"

namespace tsunagi::access {

std::vector<Team> list_teams(store::Reader& control, const Viewer& viewer) {
    return control.all<Team>(sql::list_teams, {{"shop_id", viewer.shop}});
}

Team find_team(store::Reader& control, const Viewer& viewer, Id<Team> id) {
    const auto team = control.one<Team>(sql::find_team, {{"shop_id", viewer.shop}, {"id", id}});
    if (!team) throw Error(Code::NotFound, "there is no team " + std::to_string(id.value));
    return *team;
}

bool has_team(store::Reader& control, Id<Shop> shop, Id<Team> id) {
    return control.one<Team>(sql::find_team, {{"shop_id", shop}, {"id", id}}).has_value();
}

static void check_name(const Patch<std::string>& name) {
    if (!name.value.empty()) return;
    const FieldError field{"/name", "required", "a team needs a name", {}};
    throw Error(Code::InvalidInput, "the team is not valid", {field});
}

Team create_team(store::Tx& control, const Viewer& viewer, const TeamPatch& patch) {
    check_name(patch.name);
    const auto id = control.next_id<Team>("team");
    control.run(
        sql::insert_team,
        {{"id", id}, {"shop_id", viewer.shop}, {"name", patch.name.value}, {"now", control.now()}});
    const Team team = find_team(control, viewer, id);
    const std::string after = to_json(team);
    control.changed({.entity = "team", .id = id.value, .version = team.version, .after = after});
    return team;
}

Team change_team(store::Tx& control, const Viewer& viewer, Id<Team> id, std::int64_t version,
                 const TeamPatch& patch) {
    const Team before = find_team(control, viewer, id);
    record::check_version("the team", before, version);
    if (!patch.name.absent()) check_name(patch.name);
    control.run(sql::update_team,
                {{"id", id},
                 {"name", patch.name.applied_to(before.name).value_or(before.name)},
                 {"active", patch.active.applied_to(before.active).value_or(before.active)},
                 {"now", control.now()}});
    const Team after = find_team(control, viewer, id);
    const std::string was_text = to_json(before);
    const std::string is_text = to_json(after);
    control.changed({.entity = "team",
                     .id = id.value,
                     .kind = store::Change::Kind::Updated,
                     .version = after.version,
                     .before = was_text,
                     .after = is_text});
    return after;
}

std::vector<Id<User>> members_of_team(store::Reader& control, Id<Shop> shop, Id<Team> team) {
    std::vector<Id<User>> members;
    control.rows(sql::list_members_of_team, {{"shop_id", shop}, {"team_id", team}},
                 [&](const store::Row& row) {
                     members.push_back({row.integer(0)});
                     return true;
                 });
    return members;
}

}  // namespace tsunagi::access

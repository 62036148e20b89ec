// A Team is a group of members of a shop: what "the team's" rows are to those who see no more. A
// member is in one team of a shop at most.
//
// Functions take the Reader or Tx of the control database; rights are checked by the caller.
#pragma once

#include "base/described.h"
#include "base/viewer.h"
#include "store/database.h"

#include <string>
#include <vector>

namespace tsunagi {

struct Team {
    Id<Team> id;
    std::int64_t version = 0;
    std::string name;
    bool active = true;
    int members = 0;
};
BOOST_DESCRIBE_STRUCT(Team, (), (id, version, name, active, members))

}  // namespace tsunagi

namespace tsunagi::access {

struct TeamPatch {
    Patch<std::string> name;
    Patch<bool> active;
};
BOOST_DESCRIBE_STRUCT(TeamPatch, (), (name, active))

std::vector<Team> list_teams(store::Reader& control, const Viewer&);
// Throws NotFound when the shop has no such team.
Team find_team(store::Reader& control, const Viewer&, Id<Team>);
// Throws InvalidInput without a name.
Team create_team(store::Tx& control, const Viewer&, const TeamPatch&);
// Throws VersionConflict.
Team change_team(store::Tx& control, const Viewer&, Id<Team>, std::int64_t version,
                 const TeamPatch&);

bool has_team(store::Reader& control, Id<Shop>, Id<Team>);
// The active members of a team.
std::vector<Id<User>> members_of_team(store::Reader& control, Id<Shop>, Id<Team>);

}  // namespace tsunagi::access

template <>
struct tsunagi::rules_of<tsunagi::access::TeamPatch> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "チーム名", .en = "Name"}};
};

#include "access/networks.h"
#include "server/routes.h"

#include <algorithm>

namespace tsunagi::server {

struct RoleList {
    std::vector<access::Role> items;
};
BOOST_DESCRIBE_STRUCT(RoleList, (), (items))

struct TeamList {
    std::vector<Team> items;
};
BOOST_DESCRIBE_STRUCT(TeamList, (), (items))

// What a member may do and why: each with the roles that give it. Nothing is left out, so that what
// she may not do is seen as well.
struct EffectiveGrant {
    Entity entity = Entity::Customer;
    Action action = Action::View;
    RowScope scope = RowScope::None;
    std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(EffectiveGrant, (), (entity, action, scope, roles))

struct EffectiveField {
    FieldGroup field = FieldGroup::Name;
    FieldRight right = FieldRight::Hidden;
    std::vector<std::string> roles;
};
BOOST_DESCRIBE_STRUCT(EffectiveField, (), (field, right, roles))

struct EffectiveRights {
    access::Member member;
    std::vector<EffectiveGrant> grants;
    std::vector<EffectiveField> fields;
};
BOOST_DESCRIBE_STRUCT(EffectiveRights, (), (member, grants, fields))

struct ViewAs {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ViewAs, (), (reason))

}  // namespace tsunagi::server

template <>
struct tsunagi::rules_of<tsunagi::server::ViewAs> {
    static constexpr std::array value{
        Rule{.field = "reason", .min_length = 1, .max_length = 500, .ja = "理由", .en = "Reason"}};
};

namespace tsunagi::server {

namespace {

EffectiveRights rights_of_member(Call& call) {
    return call.control().read([&](store::Reader& reader) {
        EffectiveRights answer{
            .member = access::find_member(reader, call.viewer(), call.id<User>())};
        std::vector<access::Rights> of_roles;
        for (const auto& role : answer.member.roles) {
            of_roles.push_back(access::rights_of_role(reader, call.viewer().shop, role));
        }
        for (const auto& pair : access::kPairs) {
            auto& grant = answer.grants.emplace_back(
                EffectiveGrant{.entity = pair.entity, .action = pair.action, .roles = {}});
            for (const auto& rights : of_roles) {
                grant.scope = std::max(grant.scope, rights.scope(pair.entity, pair.action));
            }
            for (std::size_t at = 0; at < of_roles.size(); ++at) {
                const auto scope = of_roles[at].scope(pair.entity, pair.action);
                if (scope == RowScope::None || scope != grant.scope) continue;
                grant.roles.push_back(answer.member.roles[at]);
            }
        }
        for (std::size_t group = 0; group < kFieldGroups; ++group) {
            auto& field = answer.fields.emplace_back(
                EffectiveField{.field = FieldGroup(group), .roles = {}});
            for (const auto& rights : of_roles) {
                field.right = std::max(field.right, rights.fields.values.at(group));
            }
            for (std::size_t at = 0; at < of_roles.size(); ++at) {
                const auto right = of_roles[at].fields.values.at(group);
                if (right == FieldRight::Hidden || right != field.right) continue;
                field.roles.push_back(answer.member.roles[at]);
            }
        }
        return answer;
    });
}

access::Role change_role(Call& call, const access::RolePatch& patch) {
    return call.control().write(call.actor(), [&](store::Tx& tx) {
        access::check_role_networks(tx, call.viewer(), call.word("role"), patch.networks.value,
                                    call.request().address);
        return access::change_role(tx, call.viewer(), call.rights(), call.word("role"),
                                   call.version(), patch);
    });
}

std::vector<Route> role_table() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/roles",
               .operation = "list_roles",
               .right = may(Entity::Role, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "role.list"},
              [](Call& call) {
                  return call.control().read([&](store::Reader& reader) {
                      return RoleList{access::list_roles(reader, call.viewer())};
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/roles",
               .operation = "create_role",
               .right = may(Entity::Role, Action::Create),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "role.create",
               .status = 201,
               .step_up = StepUp::Needed},
              [](Call& call, const access::RolePatch& patch) {
                  return call.write_control([&](store::Tx& tx) {
                      return access::create_role(tx, call.viewer(), call.rights(), patch);
                  });
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/roles/{role}",
               .operation = "get_role",
               .right = may(Entity::Role, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "role.read"},
              [](Call& call) {
                  return call.control().read([&](store::Reader& reader) {
                      return access::find_role(reader, call.viewer(), call.word("role"));
                  });
              }),
        route({.method = Method::Patch,
               .pattern = "/api/v1/shops/{shop}/roles/{role}",
               .operation = "change_role",
               .right = may(Entity::Role, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "role.update",
               .step_up = StepUp::Needed},
              change_role),
        route({.method = Method::Delete,
               .pattern = "/api/v1/shops/{shop}/roles/{role}",
               .operation = "delete_role",
               .right = may(Entity::Role, Action::Delete),
               .cost = Cost::Write,
               .idempotency = Idempotency::Natural,
               .audit = "role.delete",
               .step_up = StepUp::Needed},
              [](Call& call) {
                  call.control().write(call.actor(), [&](store::Tx& tx) {
                      access::delete_role(tx, call.viewer(), call.rights(), call.word("role"));
                  });
              }),
    };
}

std::vector<Route> team_table() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/teams",
               .operation = "list_teams",
               .right = may(Entity::Member, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "team.list"},
              [](Call& call) {
                  return call.control().read([&](store::Reader& reader) {
                      return TeamList{access::list_teams(reader, call.viewer())};
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/teams",
               .operation = "create_team",
               .right = may(Entity::Member, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "team.create",
               .status = 201},
              [](Call& call, const access::TeamPatch& patch) {
                  return call.write_control(
                      [&](store::Tx& tx) { return access::create_team(tx, call.viewer(), patch); });
              }),
        route({.method = Method::Patch,
               .pattern = "/api/v1/shops/{shop}/teams/{id}",
               .operation = "change_team",
               .right = may(Entity::Member, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "team.update"},
              [](Call& call, const access::TeamPatch& patch) {
                  return call.control().write(call.actor(), [&](store::Tx& tx) {
                      return access::change_team(tx, call.viewer(), call.id<Team>(), call.version(),
                                                 patch);
                  });
              }),
    };
}

std::vector<Route> eyes_table() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/members/{id}/rights",
               .operation = "get_member_rights",
               .right = may(Entity::Role, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "member_rights.read"},
              rights_of_member),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/members/{id}/view-as",
               .operation = "view_as_member",
               .right = may(Entity::Role, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Natural,
               .audit = "member.viewed_as",
               .step_up = StepUp::Needed},
              [](Call& call, const ViewAs& body) {
                  call.because(body.reason);
                  call.house().sessions.view_as(call.who(), {call.viewer(), call.rights()},
                                                call.id<User>(), body.reason);
              }),
        route({.method = Method::Delete,
               .pattern = "/api/v1/session/view-as",
               .operation = "end_view_as",
               .right = signed_in,
               .cost = Cost::Write,
               .idempotency = Idempotency::Natural,
               .audit = "member.viewed_as_end"},
              [](Call& call) { call.house().sessions.end_view_as(call.who()); }),
    };
}

}  // namespace

std::vector<Route> role_routes() {
    auto routes = role_table();
    for (auto& one : team_table()) routes.push_back(std::move(one));
    for (auto& one : eyes_table()) routes.push_back(std::move(one));
    return routes;
}

}  // namespace tsunagi::server

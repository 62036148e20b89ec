#include "access/made_passwords.h"
#include "access/password_rules.h"
#include "record/settings.h"
#include "server/routes.h"

namespace tsunagi::server {

namespace {

// The password is hashed before the transaction: it takes long, and a writer waits for no one.
access::Member create_member(Call& call, const access::MemberDraft& draft) {
    const auto shop = call.read(
        [](store::Reader& reader) { return record::read_settings(reader).shop_name; });
    access::check_new_password(draft.password, {draft.login, draft.name, shop}, "/password");
    const std::string hash = call.house().passwords.hash(draft.password);
    return call.write_control([&](store::Tx& tx) {
        const auto user = access::create_user(tx, {draft.login, draft.name, hash});
        access::let_password_end(tx, user, tx.now() + access::kMadePasswordLastsMs);
        access::add_membership(tx, call.rights(), user,
                               {call.viewer().shop, draft.roles, draft.team_id});
        return access::find_member(tx, call.viewer(), user);
    });
}

}  // namespace

std::vector<Route> member_routes() {
    std::vector<Route> routes;
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/shops/{shop}/members",
                            .operation = "list_members",
                            .right = may(Entity::Member, Action::View),
                            .cost = Cost::List,
                            .idempotency = Idempotency::Safe,
                            .audit = "member.list"},
                           [](Call& call, const PageQuery& query) {
                               return call.control().read([&](store::Reader& reader) {
                                   return access::list_members(reader, call.viewer(),
                                                               page_request(query));
                               });
                           }));
    routes.push_back(route(
        {.method = Method::Post,
         .pattern = "/api/v1/shops/{shop}/members",
         .operation = "create_member",
         .right = may(Entity::Member, Action::Create),
         .cost = Cost::Secret,
         .idempotency = Idempotency::Keyed,
         .audit = "member.create",
         .status = 201,
         .step_up = StepUp::Needed},
        [](Call& call, const access::MemberDraft& draft) { return create_member(call, draft); }));
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/shops/{shop}/members/{id}",
                            .operation = "get_member",
                            .right = may(Entity::Member, Action::View),
                            .cost = Cost::Point,
                            .idempotency = Idempotency::Safe,
                            .audit = "member.read"},
                           [](Call& call) {
                               return call.control().read([&](store::Reader& reader) {
                                   return access::find_member(reader, call.viewer(),
                                                              call.id<User>());
                               });
                           }));
    routes.push_back(route({.method = Method::Patch,
                            .pattern = "/api/v1/shops/{shop}/members/{id}",
                            .operation = "change_member",
                            .right = may(Entity::Member, Action::Edit),
                            .cost = Cost::Write,
                            .idempotency = Idempotency::Versioned,
                            .audit = "member.update",
                            .step_up = StepUp::Needed},
                           [](Call& call, const access::MemberPatch& patch) {
                               return call.control().write(call.actor(), [&](store::Tx& tx) {
                                   return access::change_member(tx, call.viewer(), call.rights(),
                                                                call.id<User>(), call.version(),
                                                                patch);
                               });
                           }));
    return routes;
}

}  // namespace tsunagi::server

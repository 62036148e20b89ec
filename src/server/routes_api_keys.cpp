#include "access/api_keys.h"
#include "access/networks.h"
#include "server/routes.h"

namespace tsunagi::server {

namespace {

// Not kept under an Idempotency-Key: the token is shown once and stored nowhere.
access::MadeApiKey create_api_key(Call& call, const access::ApiKeyDraft& draft) {
    return call.control().write(call.actor(), [&](store::Tx& tx) {
        return access::create_api_key(tx, call.house().random, call.viewer(), call.rights(), draft);
    });
}

void revoke_api_key(Call& call) {
    call.control().write(call.actor(), [&](store::Tx& tx) {
        access::revoke_api_key(tx, call.viewer().shop, call.id<access::ApiKeyRow>());
    });
}

access::ShopNetworks set_networks(Call& call, const access::ShopNetworks& networks) {
    return call.control().write(call.actor(), [&](store::Tx& tx) {
        access::set_networks(tx, call.viewer().shop, networks, call.request().address);
        return access::list_networks(tx, call.viewer().shop);
    });
}

std::vector<Route> network_routes() {
    std::vector<Route> routes;
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/shops/{shop}/networks",
                            .operation = "get_networks",
                            .right = may(Entity::Member, Action::Edit),
                            .cost = Cost::Point,
                            .idempotency = Idempotency::Safe,
                            .audit = "network.read"},
                           [](Call& call) {
                               return call.control().read([&](store::Reader& reader) {
                                   return access::list_networks(reader, call.viewer().shop);
                               });
                           }));
    routes.push_back(route({.method = Method::Put,
                            .pattern = "/api/v1/shops/{shop}/networks",
                            .operation = "set_networks",
                            .right = may(Entity::Member, Action::Edit),
                            .cost = Cost::Write,
                            .idempotency = Idempotency::Natural,
                            .audit = "network.update",
                            .step_up = StepUp::Needed},
                           set_networks));
    return routes;
}

}  // namespace

std::vector<Route> api_key_routes() {
    auto routes = network_routes();
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/shops/{shop}/api-keys",
                            .operation = "list_api_keys",
                            .right = may(Entity::ApiKey, Action::View),
                            .cost = Cost::List,
                            .idempotency = Idempotency::Safe,
                            .audit = "api_key.list"},
                           [](Call& call) {
                               return call.control().read([&](store::Reader& reader) {
                                   return access::list_api_keys(reader, call.viewer().shop);
                               });
                           }));
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/shops/{shop}/api-keys",
                            .operation = "create_api_key",
                            .right = may(Entity::ApiKey, Action::Create),
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "api_key.create",
                            .status = 201,
                            .step_up = StepUp::Needed},
                           create_api_key));
    routes.push_back(route({.method = Method::Delete,
                            .pattern = "/api/v1/shops/{shop}/api-keys/{id}",
                            .operation = "revoke_api_key",
                            .right = may(Entity::ApiKey, Action::Delete),
                            .cost = Cost::Write,
                            .idempotency = Idempotency::Natural,
                            .audit = "api_key.delete"},
                           revoke_api_key));
    return routes;
}

}  // namespace tsunagi::server

#include "access/presets.h"
#include "server/routes.h"

#include <algorithm>

namespace tsunagi::server {

namespace {

struct Health {
    std::string status = "ok";
};
BOOST_DESCRIBE_STRUCT(Health, (), (status))

Response text_response(std::string_view type, std::string body) {
    Response response;
    response.set("content-type", std::string(type));
    response.body = std::move(body);
    return response;
}

// A proxy on this machine says for whom it asks.
bool is_forwarded(const Request& request) {
    for (const auto* name :
         {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"}) {
        if (request.count(name) > 0) return true;
    }
    return false;
}

// Figures of the whole server are for its own machine, or for an administrator elsewhere.
void check_may_see_metrics(Call& call) {
    if (call.request().loopback && !is_forwarded(call.request())) return;
    const auto memberships = call.control().read(
        [&](store::Reader& reader) { return access::memberships_of(reader, call.who().user); });
    for (const auto& membership : memberships) {
        const auto& roles = membership.roles;
        if (std::ranges::find(roles, access::kAdministrator) != roles.end()) return;
    }
    throw Error(Code::NotFound, "there is nothing at this address");
}

}  // namespace

std::vector<Route> system_routes(Shown shown) {
    std::vector<Route> routes;
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/health",
                            .operation = "get_health",
                            .right = anyone,
                            .cost = Cost::Point,
                            .idempotency = Idempotency::Safe,
                            .audit = "health.read"},
                           [](Call& call) {
                               call.control().read(
                                   [](store::Reader& reader) { access::has_users(reader); });
                               return Health{};
                           }));
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/metrics",
                            .operation = "get_metrics",
                            .right = anyone,
                            .cost = Cost::Point,
                            .idempotency = Idempotency::Safe,
                            .audit = "metrics.read",
                            .answer_type = "text/plain; version=0.0.4; charset=utf-8"},
                           [shown](Call& call) {
                               check_may_see_metrics(call);
                               return text_response("text/plain; version=0.0.4; charset=utf-8",
                                                    shown.metrics());
                           }));
    routes.push_back(
        route({.method = Method::Get,
               .pattern = "/api/v1/openapi.json",
               .operation = "get_openapi",
               .right = anyone,
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "openapi.read"},
              [shown](Call&) { return text_response("application/json", shown.openapi()); }));
    routes.push_back(route(
        {.method = Method::Get,
         .pattern = "/api",
         .operation = "get_api_page",
         .right = anyone,
         .cost = Cost::List,
         .idempotency = Idempotency::Safe,
         .audit = "api_page.read",
         .answer_type = "text/html; charset=utf-8"},
        [shown](Call&) { return text_response("text/html; charset=utf-8", shown.api_page()); }));
    return routes;
}

}  // namespace tsunagi::server

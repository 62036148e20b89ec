#include "record/settings.h"
#include "server/routes.h"

namespace tsunagi::server {

std::vector<Route> settings_routes() {
    std::vector<Route> routes;
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/shops/{shop}/settings",
                            .operation = "get_settings",
                            .right = may(Entity::Settings, Action::View),
                            .cost = Cost::Point,
                            .idempotency = Idempotency::Safe,
                            .audit = "settings.read"},
                           [](Call& call) {
                               return call.read([](store::Reader& reader) {
                                   return record::read_settings(reader);
                               });
                           }));
    routes.push_back(route({.method = Method::Patch,
                            .pattern = "/api/v1/shops/{shop}/settings",
                            .operation = "change_settings",
                            .right = may(Entity::Settings, Action::Edit),
                            .cost = Cost::Write,
                            .idempotency = Idempotency::Versioned,
                            .audit = "settings.update"},
                           [](Call& call, const record::SettingsPatch& patch) {
                               return call.write([&](store::Tx& tx) {
                                   return record::change_settings(tx, call.version(), patch);
                               });
                           }));
    return routes;
}

}  // namespace tsunagi::server

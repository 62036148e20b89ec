#include "record/settings.h"
#include "server/routes.h"
#include "server/session_answer.h"

namespace tsunagi::server {

// What holds a thief back, and what tells of him, is changed by a person who has just proven who
// she is.
static void check_may_loosen(Call& call, const record::SettingsPatch& patch) {
    if (patch.export_persons_per_day.absent() && patch.audit_retention_days.absent()) return;
    if (call.who().key) {
        throw HttpError(403, "api_key_refused", "these settings are not for API keys");
    }
    require_fresh_proof(call.house(), call.who());
}

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
                               check_may_loosen(call, patch);
                               return call.write([&](store::Tx& tx) {
                                   return record::change_settings(tx, call.version(), patch);
                               });
                           }));
    return routes;
}

}  // namespace tsunagi::server

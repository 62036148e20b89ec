// The table of all routes, one function per noun. Adding a route is adding it to its noun's file.
#pragma once

#include "server/metrics.h"
#include "server/route.h"

#include <functional>
#include <vector>

namespace tsunagi::record {
struct ErasureKey;
}

namespace tsunagi::server {

std::vector<Route> session_routes();
std::vector<Route> second_factor_routes();
std::vector<Route> passkey_routes();
std::vector<Route> oidc_routes();
std::vector<Route> open_session_routes();
std::vector<Route> api_key_routes();  // and networks
std::vector<Route> member_routes();
std::vector<Route> role_routes();  // and teams, effective rights, view-as
std::vector<Route> settings_routes();
std::vector<Route> mail_routes();
std::vector<Route> customer_routes();
std::vector<Route> product_routes();
std::vector<Route> pick_list_routes();
std::vector<Route> contact_routes();  // and actions on subscriptions

std::vector<Route> call_list_routes();
std::vector<Route> today_routes();  // and the header of a customer
std::vector<Route> insight_routes();
std::vector<Route> segment_routes();
std::vector<Route> board_routes();  // saved views, dashboards, KPIs, events, schedules
std::vector<Route> import_routes();
std::vector<Route> home_routes();
std::vector<Route> privacy_routes();
std::vector<Route> breach_routes();
std::vector<Route> live_routes();
std::vector<Route> audit_routes();

// By which erased people are known again in the shop of the request.
record::ErasureKey erasure_key(Call&);

// Every route that stores or shows something of people, without those of the server itself.
std::vector<Route> domain_routes();

// Health, metrics and the API's own description. What they show is known only when the table is
// complete, so it is asked for at each request.
struct Shown {
    std::function<const std::string&()> openapi;
    std::function<const std::string&()> api_page;
    std::function<std::string()> metrics;
};
std::vector<Route> system_routes(Shown);

}  // namespace tsunagi::server

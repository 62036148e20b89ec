#include "server/routes.h"

#include <iterator>

namespace tsunagi::server {

std::vector<Route> domain_routes() {
    std::vector<Route> all;
    for (auto* routes_of :
         {session_routes,      second_factor_routes, passkey_routes,   oidc_routes,
          open_session_routes, api_key_routes,       member_routes,    role_routes,
          settings_routes,     mail_routes,          customer_routes,  product_routes,
          pick_list_routes,    contact_routes,       call_list_routes, today_routes,
          insight_routes,      segment_routes,       board_routes,     import_routes,
          home_routes,         privacy_routes,       breach_routes,    live_routes,
          audit_routes}) {
        std::ranges::move(routes_of(), std::back_inserter(all));
    }
    return all;
}

}  // namespace tsunagi::server

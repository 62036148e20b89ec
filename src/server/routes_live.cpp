#include "server/live.h"
#include "server/routes.h"

namespace tsunagi::server {

struct LiveQuery {
    std::optional<std::int64_t> since;
};
BOOST_DESCRIBE_STRUCT(LiveQuery, (), (since))

std::vector<Route> live_routes() {
    return {socket_route<LiveQuery>({.method = Method::Get,
                                     .pattern = "/api/v1/shops/{shop}/live",
                                     .operation = "listen_live",
                                     .right = signed_in,
                                     .cost = Cost::List,
                                     .idempotency = Idempotency::Safe,
                                     .audit = "live.open"},
                                    [](Call& call) {
                                        LiveQuery query;
                                        read_query(call.request(), type_of<LiveQuery>(), &query);
                                        return call.house().live->open(call.viewer(), call.who(),
                                                                       call.request().address,
                                                                       query.since);
                                    })};
}

}  // namespace tsunagi::server

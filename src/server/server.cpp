#include "server/server.h"

#include "record/settings.h"
#include "server/caretaker.h"
#include "server/dispatcher.h"
#include "server/import_runner.h"
#include "server/journeys.h"
#include "server/live.h"
#include "server/openapi_document.h"
#include "server/postman.h"
#include "server/routes.h"
#include "store/audit/sealer.h"
#include "store/jobs.h"
#include "store/warmer.h"

#include <algorithm>
#include <iterator>

namespace tsunagi::server {

static std::vector<Route> all_routes(Shown shown) {
    auto all = domain_routes();
    std::ranges::move(system_routes(std::move(shown)), std::back_inserter(all));
    return all;
}

std::string openapi_of_the_product() { return openapi_document(all_routes({})); }

static store::audit::KeptSince trail_kept_since(const Clock& clock) {
    return [&clock](store::Reader& shop) {
        constexpr std::int64_t kDay_ms = 24LL * 3600 * 1000;
        return clock.now() + -kDay_ms * record::read_settings(shop).audit_retention_days;
    };
}

struct Server::State {
    State(House given, const ServerOptions& options)
        : house(given),
          sealer(house.shops, house.clock, house.random, trail_kept_since(house.clock)),
          warmer(house.shops), live(house.shops, house.sessions),
          journeys(house.shops, house.clock), imports(house.shops, house.clock, house.random, live),
          limits(options.limits), router(all_routes(shown())), metrics(router.routes().size()),
          files(options.web, house.random),
          dispatcher(house, limits, router, metrics, files, options.allowance, options.host_names),
          openapi(openapi_document(router.routes())), page(api_page(router.routes())),
          workers({.name = "request",
                   .threads = static_cast<std::size_t>(limits.workers),
                   .queue_limit = limits.waiting_requests + limits.connections}),
          http(options.listen, limits, house.clock, workers, dispatcher), caretaker(house),
          postman(house) {
        house.live = &live;
        house.journeys = &journeys;
        house.imports = &imports;
        postman.start();
    }

    Shown shown() {
        return {.openapi = [this]() -> const std::string& { return openapi; },
                .api_page = [this]() -> const std::string& { return page; },
                .metrics = [this] { return metrics.text(router, &http.traffic()); }};
    }

    House house;
    store::audit::Sealer sealer;  // goes last, when nobody writes any more
    store::Warmer warmer;
    Live live;
    Journeys journeys;
    ImportRunner imports;
    const Limits limits;
    const Router router;
    Metrics metrics;
    const StaticFiles files;
    Dispatcher dispatcher;
    const std::string openapi;
    const std::string page;
    ThreadPool workers;
    HttpServer http;
    Caretaker caretaker;
    Postman postman;
};

static void open_shops(store::Shops& shops) {
    const auto listed = shops.control().read(
        [](store::Reader& reader) { return access::list_shops(reader); });
    const auto made = shops.all();
    for (const auto& shop : listed) {
        if (std::ranges::find(made, shop.id) == made.end()) shops.create_shop(shop.id);
        auto& database = shops.shop(shop.id);
        // Nobody else has the files of a folder open; of PostgreSQL other servers may be at work.
        if (database.dialect() != store::Dialect::Sqlite) continue;
        database.write({store::Actor::Kind::Job, 0}, [](store::Tx& tx) { store::end_leases(tx); });
    }
}

Server::Server(House house, const ServerOptions& options) {
    open_shops(house.shops);
    state_ = std::make_unique<State>(house, options);
}

Server::~Server() { stop(); }

void Server::start() { state_->http.start(); }
void Server::stop() { state_->http.stop(); }
void Server::renew_certificate(const TlsIdentity& identity) { state_->http.renew(identity); }
std::uint16_t Server::port() const { return state_->http.port(); }
const std::vector<Route>& Server::routes() const { return state_->router.routes(); }

}  // namespace tsunagi::server

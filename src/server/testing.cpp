#include "server/testing.h"

#include "server/routes.h"
#include "server/schema.h"

namespace tsunagi::server {

struct OnServer::Parts {
    Parts(store::Shops& shops, store::Database& control, const Clock& clock, Random& random,
          const Limits& limits)
        : passwords(access::HashCost{.memory_bytes = 64 * 1024, .passes = 1}),
          sessions(control, clock, random, passwords), totp(access::Seal({}), random),
          router(domain_routes()), metrics(router.routes().size()), files("no-such-folder", random),
          house{shops, sessions, passwords, clock, random, totp},
          dispatcher(house, limits, router, metrics, files, Allowance{1e9, 1e9}),
          live(shops, sessions), journeys(shops, clock), imports(shops, clock, random, live) {
        house.live = &live;
        house.journeys = &journeys;
        house.imports = &imports;
    }

    access::Passwords passwords;
    access::Sessions sessions;
    access::Totp totp;
    Router router;
    Metrics metrics;
    StaticFiles files;
    House house;
    Dispatcher dispatcher;
    Live live;
    Journeys journeys;
    ImportRunner imports;
};

OnServer::OnServer() = default;
OnServer::~OnServer() = default;

void OnServer::SetUp() {
    store::OnBothDatabases::SetUp();
    shop_database();
    parts_ = std::make_unique<Parts>(shops(), control_database(), clock, random_, limits_);
    add_user(kAdministrator, "adm");
    add_user(kOperator, "op");
}

void OnServer::TearDown() {
    parts_.reset();
    store::OnBothDatabases::TearDown();
}

std::span<const store::Migration> OnServer::shop_migrations() const {
    return server::shop_migrations();
}

std::span<const store::Migration> OnServer::control_migrations() const {
    return server::control_migrations();
}

House& OnServer::house() { return parts_->house; }

Id<User> OnServer::add_user(std::string_view login, std::string_view role) {
    const std::string hash = parts_->passwords.hash(kPassword);
    return control_database().write({}, [&](store::Tx& tx) {
        if (!access::has_users(tx)) access::create_shop(tx, "店");
        const auto user = access::create_user(tx, {std::string(login), std::string(login), hash});
        access::add_membership(tx, access::rights_of_the_house(), user,
                               {.shop = shop_id(), .roles = {std::string(role)}});
        return user;
    });
}

const std::string& OnServer::token_of(std::string_view login) {
    auto& token = tokens_[std::string(login)];
    if (!parts_->sessions.find(token)) {
        token = parts_->sessions.sign_in(login, kPassword, {.address = "127.0.0.1"}).token;
    }
    return token;
}

Request OnServer::request(std::string_view login, Method method, std::string target,
                          std::string body) {
    Request request;
    request.method = method;
    request.target = std::move(target);
    request.address = "127.0.0.1";
    request.loopback = true;
    request.body = std::move(body);
    request.headers = {{"host", "localhost"},
                       {"content-type", "application/json"},
                       {"idempotency-key", "key " + std::to_string(++keys_)},
                       {"origin", "http://localhost"}};
    if (!login.empty()) {
        const std::string& token = token_of(login);
        request.headers.push_back({"cookie", "tsunagi=" + token});
        request.headers.push_back({"x-csrf-token", access::csrf_token(token)});
    }
    split_target(request);
    return request;
}

// What the transport does with a request once its body is read.
Response OnServer::answer(Request request) {
    auto& dispatcher = parts_->dispatcher;
    try {
        const auto admission = dispatcher.admit(request);
        if (admission.body == Admission::Body::Sink) request.sink = dispatcher.open_sink(request);
    } catch (const Error& error) {
        return dispatcher.problem(request, error);
    }
    return dispatcher.answer(request);
}

std::string OnServer::body_of(Response& response) {
    std::string body(response.body_view());
    for (bool more = response.source != nullptr; more;) {
        std::string piece;
        more = response.source->next(piece);
        body += piece;
    }
    return body;
}

}  // namespace tsunagi::server

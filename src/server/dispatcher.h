// Dispatcher is the Handler of the product: it finds the route, sees that the person may use it,
// and turns errors into problem details. Nothing else decides who may do what over HTTP.
//
// Order for every request: route → session or API key → rate → shop, network and right → same
// origin and CSRF → fresh proof → preconditions → kept answer → the route → the trail (teller.h).
//
// Thread: any.
#pragma once

#include "server/handler.h"
#include "server/house.h"
#include "server/limits.h"
#include "server/metrics.h"
#include "server/rate_limit.h"
#include "server/router.h"
#include "server/static_files.h"
#include "server/teller.h"

#include <memory>
#include <string>
#include <vector>

namespace tsunagi::server {

class Dispatcher final : public Handler {
public:
    Dispatcher(House&, const Limits&, const Router&, Metrics&, const StaticFiles&,
               Allowance allowance = {}, std::vector<std::string> host_names = {});

    Admission admit(const Request& head) override;
    std::unique_ptr<BodySink> open_sink(const Request& head) override;
    Response answer(Request&) override;
    std::unique_ptr<SocketSession> open_socket(const Request&) override;
    Response problem(const Request&, const Error&) override;

private:
    Response answer_route(const Route&, Request&);
    Response run(Call&);
    std::optional<Response> kept_answer(Call&);
    Response answer_page(const Request&);
    void check_host(const Request&) const;
    void authorize(Call&);
    void authorize_or_tell(Call&);  // of the refusal
    std::string identify(Call&);
    static void check_fit_for_keys(Call&);
    void enter_shop(Call&);
    void check_meant(const Call&);
    void check_preconditions(Call&);

    House& house_;
    const Limits& limits_;
    const Router& router_;
    Metrics& metrics_;
    const StaticFiles& files_;
    RateLimit rate_limit_;
    Teller teller_;
    const std::vector<std::string> host_names_;
};

}  // namespace tsunagi::server

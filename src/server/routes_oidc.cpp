#include "access/oidc.h"
#include "base/digest.h"
#include "base/log.h"
#include "server/routes.h"
#include "server/session_answer.h"
#include "server/session_cookie.h"

namespace tsunagi::server {

struct OidcChoice {
    std::string id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(OidcChoice, (), (id, name))

struct OidcChoices {
    std::vector<OidcChoice> providers;
};
BOOST_DESCRIBE_STRUCT(OidcChoices, (), (providers))

struct OidcStart {
    std::string provider;
};
BOOST_DESCRIBE_STRUCT(OidcStart, (), (provider))

namespace {

OidcChoices list_choices(Call& call) {
    OidcChoices choices;
    if (call.house().oidc == nullptr) return choices;
    for (const auto& provider : call.house().oidc->providers()) {
        choices.providers.push_back({provider.id, provider.name});
    }
    return choices;
}

Response redirect(std::string to) {
    Response response{.status = 303};
    return std::move(response.set("location", std::move(to)));
}

Response start(Call& call, const OidcStart& query) {
    check_same_origin(call.request());  // only she begins a sign-in, by our own page
    if (call.house().oidc == nullptr) throw Error(Code::NotFound, "there is no such provider");
    std::optional<Id<access::SessionRow>> former;
    if (const auto who = call.house().sessions.find(session_token(call.request()))) {
        former = who->session;
    }
    auto departure = call.house().oidc->begin(query.provider, former);
    call.set_header("set-cookie", visit_cookie(call.request(), departure.state));
    return redirect(std::move(departure.url));
}

std::string_view parameter(const Request& request, std::string_view name) {
    const std::string* const value = request.parameter(name);
    return value == nullptr ? std::string_view() : std::string_view(*value);
}

// The browser came from another site, so it keeps the new cookie to itself until a page of ours
// asks: this one does.
Response page_that_goes_on() {
    Response response;
    response.set("content-type", "text/html; charset=utf-8");
    response.set("cache-control", "no-store");
    response.body =
        "<!doctype html><html lang=\"ja\"><meta charset=\"utf-8\"><title>Tsunagi</title>"
        "<meta http-equiv=\"refresh\" content=\"0;url=/\"><a href=\"/\">Tsunagi</a></html>";
    return response;
}

void arrive(Call& call) {
    const Request& request = call.request();
    const auto state = parameter(request, "state");
    // The browser that left is the one that comes back.
    if (state.empty() || !equal_in_constant_time(state, visit_token(request))) {
        throw Error(Code::Unauthenticated, "this browser began no sign-in elsewhere");
    }
    const auto arrival = call.house().oidc->finish(
        {state, parameter(request, "code"), parameter(request, "iss")});
    if (arrival.former) call.house().sessions.end(*arrival.former);
    const Browser browser(call);
    const auto proof = arrival.two_factors ? access::Proof::TwoFactors : access::Proof::OneFactor;
    answer_with(call, call.house().sessions.sign_in_proven(arrival.user, browser.visitor(), proof),
                browser);
}

// What comes back is the other house's and the browser's doing: a person sees the sign-in page
// again rather than a problem in JSON.
Response come_back(Call& call) {
    if (call.house().oidc == nullptr) throw Error(Code::NotFound, "there is no such provider");
    call.set_header("set-cookie", visit_cookie(call.request(), ""));
    try {
        arrive(call);
    } catch (const Error& error) {
        log_failure("oidc_refused", {{"code", Word{name_of(error.code())}}});
        return redirect("/?sign_in=failed");
    }
    return page_that_goes_on();
}

// The sign-in that a reloaded page, or one that came from elsewhere, is in the middle of.
Session unfinished(Call& call) {
    const auto token = session_token(call.request());
    const auto who = call.house().sessions.find_unfinished(token);
    if (!who) throw Error(Code::Unauthenticated, "there is no sign-in to go on with");
    return session_of(call, *who, token);
}

}  // namespace

std::vector<Route> oidc_routes() {
    std::vector<Route> routes;
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/session/step",
                            .operation = "get_unfinished_session",
                            .right = anyone,
                            .cost = Cost::Point,
                            .idempotency = Idempotency::Safe,
                            .audit = "session.step"},
                           unfinished));
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/session/oidc",
                            .operation = "list_oidc_providers",
                            .right = anyone,
                            .cost = Cost::Point,
                            .idempotency = Idempotency::Safe,
                            .audit = "oidc.list"},
                           list_choices));
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/session/oidc/start",
                            .operation = "start_oidc",
                            .right = anyone,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Safe,
                            .audit = "oidc.start",
                            .status = 303},
                           start));
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/session/oidc/callback",
                            .operation = "come_back_from_oidc",
                            .right = anyone,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Safe,
                            .audit = "session.create",
                            .answer_type = "text/html; charset=utf-8"},
                           come_back));
    return routes;
}

}  // namespace tsunagi::server

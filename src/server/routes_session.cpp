#include "record/settings.h"
#include "server/routes.h"
#include "server/session_answer.h"
#include "server/session_cookie.h"

namespace tsunagi::server {

struct SignIn {
    std::string login;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (login, password))

struct NewPassword {
    std::string current;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (current, password))

namespace {

Session sign_in(Call& call, std::string_view login, std::string_view password) {
    const auto known = call.control().read(
        [&](store::Reader& reader) { return access::find_user_by_login(reader, login); });
    if (known) call.tries_to_sign_in(known->id, known->name);
    const Browser browser(call);
    return answer_with(call, call.house().sessions.sign_in(login, password, browser.visitor()),
                       browser);
}

// The password alone is no fresh proof of somebody who has a second factor.
Session change_password(Call& call, const NewPassword& body) {
    const bool has_more = call.control().read([&](store::Reader& reader) {
        return access::second_factors_of(reader, call.who().user).any();
    });
    if (has_more) require_fresh_proof(call.house(), call.who());
    const Browser browser(call);
    return answer_with(call,
                       call.house().sessions.change_password(call.who(), body.current,
                                                             body.password, browser.visitor()),
                       browser);
}

// The control database first; a shop whose own database is still missing gets it at the next start.
Session set_up(Call& call, const access::SetupDraft& draft) {
    const auto begun = call.house().sessions.set_up(draft);
    auto& shop = call.house().shops.create_shop(begun.shop);
    shop.write({store::Actor::Kind::User, begun.user.value}, [&](store::Tx& tx) {
        record::SettingsPatch patch;
        patch.shop_name = {Patch<std::string>::State::Value, draft.shop_name};
        record::change_settings(tx, 0, patch);
    });
    return sign_in(call, draft.login, draft.password);
}

void sign_out(Call& call) {
    call.house().sessions.end(call.who().session);
    call.set_header("set-cookie", ended_session_cookie(call.request()));
    call.set_header("clear-site-data", "\"cache\", \"storage\"");
}

}  // namespace

std::vector<Route> session_routes() {
    std::vector<Route> routes;
    routes.push_back(
        route({.method = Method::Get,
               .pattern = "/api/v1/session",
               .operation = "get_session",
               .right = signed_in,
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "session.read"},
              [](Call& call) { return session_of(call, call.who(), call.session_token()); }));
    routes.push_back(route(
        {.method = Method::Post,
         .pattern = "/api/v1/session",
         .operation = "sign_in",
         .right = anyone,
         .cost = Cost::Secret,
         .idempotency = Idempotency::Natural,
         .audit = "session.create"},
        [](Call& call, const SignIn& body) { return sign_in(call, body.login, body.password); }));
    routes.push_back(route({.method = Method::Delete,
                            .pattern = "/api/v1/session",
                            .operation = "sign_out",
                            .right = signed_in,
                            .cost = Cost::Write,
                            .idempotency = Idempotency::Natural,
                            .audit = "session.delete"},
                           [](Call& call) { sign_out(call); }));
    routes.push_back(
        route({.method = Method::Put,
               .pattern = "/api/v1/session/password",
               .operation = "change_password",
               .right = signed_in,
               .cost = Cost::Secret,
               .idempotency = Idempotency::Natural,
               .audit = "password.change"},
              [](Call& call, const NewPassword& body) { return change_password(call, body); }));
    routes.push_back(
        route({.method = Method::Post,
               .pattern = "/api/v1/setup",
               .operation = "set_up",
               .right = anyone,
               .cost = Cost::Secret,
               .idempotency = Idempotency::Natural,
               .audit = "setup.use"},
              [](Call& call, const access::SetupDraft& body) { return set_up(call, body); }));
    return routes;
}

}  // namespace tsunagi::server

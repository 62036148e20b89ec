#include "access/passkeys.h"
#include "server/routes.h"
#include "server/session_answer.h"
#include "server/session_cookie.h"

namespace tsunagi::server {

// With the recovery codes that come with a first second factor; none when she has some.
struct AddedPasskey {
    access::Passkey passkey;
    std::vector<std::string> recovery_codes;
    Session session;
};
BOOST_DESCRIBE_STRUCT(AddedPasskey, (), (passkey, recovery_codes, session))

namespace {

// The page's own name as the browser knows it; check_same_origin() compared it with Origin, and the
// device signs for the name that the browser saw.
access::Origin origin_of(const Request& request) {
    const std::string host(request.header("host"));
    return {host.substr(0, host.rfind(':')), (request.secure ? "https://" : "http://") + host};
}

store::Actor actor_of(const access::SignedIn& who) {
    return {store::Actor::Kind::User, who.user.value};
}

access::PasskeyCreation begin_passkey(Call& call) {
    const auto who = who_enrols(call);
    return call.control().write(actor_of(who), [&](store::Tx& tx) {
        return access::begin_passkey(tx, call.house().random, origin_of(call.request()),
                                     {.id = who.user, .login = who.login, .name = who.name});
    });
}

AddedPasskey add_passkey(Call& call, const access::PasskeyAttestation& body) {
    const auto who = who_enrols(call);
    AddedPasskey added;
    call.control().write(actor_of(who), [&](store::Tx& tx) {
        added.passkey = access::add_passkey(tx, origin_of(call.request()), who.user, body);
        added.recovery_codes.clear();
        if (access::second_factors_of(tx, who.user).recovery_codes == 0) {
            added.recovery_codes = call.house().totp.make_recovery_codes(tx, who.user);
        }
    });
    added.session = answer_to_enrolment(call, who);
    return added;
}

void remove_passkey(Call& call) {
    call.control().write(call.actor(), [&](store::Tx& tx) {
        const auto user = call.who().user;
        access::remove_passkey(tx, user, call.id<access::Passkey>());
        if (!access::second_factors_of(tx, user).any() && access::needs_second_factor(tx, user)) {
            throw Error(Code::Conflict, "her role asks for a second factor");
        }
    });
}

// Who is in the middle of a sign-in, or signed in; nothing for a page that knows nobody yet.
std::optional<access::SignedIn> who_is_here(Call& call) {
    const auto token = session_token(call.request());
    auto who = call.house().sessions.find_unfinished(token);
    return who ? who : call.house().sessions.find(token);
}

access::PasskeyRequest ask_for_passkey(Call& call) {
    const auto who = who_is_here(call);
    return call.control().write({}, [&](store::Tx& tx) {
        return access::ask_for_passkey(tx, call.house().random, origin_of(call.request()),
                                       who ? std::optional(who->user) : std::nullopt);
    });
}

Session sign_in_with_passkey(Call& call, const access::PasskeyAssertion& body) {
    const auto who = who_is_here(call);
    const Browser browser(call);
    auto& sessions = call.house().sessions;
    const auto user = access::check_passkey(call.control(), origin_of(call.request()),
                                            who ? std::optional(who->user) : std::nullopt, body);
    const bool waits = who && who->stage == access::SessionStage::SecondFactor;
    const auto fresh = waits ? sessions.finish(*who, browser.visitor())
                             : sessions.sign_in_proven(user, browser.visitor(),
                                                       access::Proof::TwoFactors);
    return answer_with(call, fresh, browser);
}

Session step_up_with_passkey(Call& call, const access::PasskeyAssertion& body) {
    access::check_passkey(call.control(), origin_of(call.request()), call.who().user, body);
    return answer_with(call, call.house().sessions.prove(call.who()), Browser(call));
}

std::vector<Route> registration_routes() {
    std::vector<Route> routes;
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/session/passkeys/options",
                            .operation = "begin_passkey",
                            .right = anyone,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "passkey.begin"},
                           begin_passkey));
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/session/passkeys",
                            .operation = "add_passkey",
                            .right = anyone,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "passkey.create",
                            .status = 201},
                           add_passkey));
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/session/passkeys",
                            .operation = "list_passkeys",
                            .right = signed_in,
                            .cost = Cost::Point,
                            .idempotency = Idempotency::Safe,
                            .audit = "passkey.list"},
                           [](Call& call) {
                               return call.control().read([&](store::Reader& reader) {
                                   return access::list_passkeys(reader, call.who().user);
                               });
                           }));
    routes.push_back(route({.method = Method::Delete,
                            .pattern = "/api/v1/session/passkeys/{id}",
                            .operation = "remove_passkey",
                            .right = signed_in,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "passkey.delete",
                            .step_up = StepUp::Needed},
                           remove_passkey));
    return routes;
}

}  // namespace

std::vector<Route> passkey_routes() {
    auto routes = registration_routes();
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/session/passkey/options",
                            .operation = "ask_for_passkey",
                            .right = anyone,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "passkey.ask"},
                           ask_for_passkey));
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/session/passkey",
                            .operation = "sign_in_with_passkey",
                            .right = anyone,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "session.create"},
                           sign_in_with_passkey));
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/session/step-up/passkey",
                            .operation = "step_up_with_passkey",
                            .right = signed_in,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "session.step_up"},
                           step_up_with_passkey));
    return routes;
}

}  // namespace tsunagi::server

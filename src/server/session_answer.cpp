#include "server/session_answer.h"

#include "access/made_passwords.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "server/session_cookie.h"

namespace tsunagi::server {

static constexpr std::size_t kDeviceBytes = 32;

static bool is_device_token(std::string_view token) {
    const auto bytes = from_base64url(token);
    return bytes && bytes->size() == kDeviceBytes;
}

Browser::Browser(Call& call)
    : address_(call.request().address), device_(device_token(call.request())),
      agent_(call.request().header("user-agent")) {
    if (!is_device_token(device_)) device_ = random_token(call.house().random, kDeviceBytes);
}

static std::optional<SignInStep> step_of(const access::SignedIn& who,
                                         const access::SecondFactors& factors) {
    switch (who.stage) {
        case access::SessionStage::Full: return std::nullopt;
        case access::SessionStage::Enrol: return SignInStep::Enrol;
        case access::SessionStage::SecondFactor: break;
    }
    return factors.passkeys > 0 ? SignInStep::Passkey : SignInStep::Totp;
}

// The rights in the shop where she looks with another's eyes are that member's.
static void add_acting(Call& call, const access::SignedIn& who, Session& session) {
    session.acting_for = ActingFor{who.acting_shop, who.acting_for, ""};
    access::InShop seen;
    try {
        seen = call.house().sessions.viewer(who, who.acting_shop, call.request().address);
    } catch (const Error& error) {
        // She whose eyes these are is gone: nothing is left to see until this ends.
        if (error.code() == Code::Internal) throw;
    }
    session.acting_for->name = seen.viewer.user_name;
    for (auto& shop : session.shops) {
        if (shop.id == who.acting_shop) shop.rights = access::list_of(seen.rights);
    }
}

Session session_of(Call& call, const access::SignedIn& who, std::string_view token) {
    Session session;
    session.user = {who.user, who.login, who.name};
    session.csrf_token = access::csrf_token(token);
    session.language = call.language();
    call.control().read([&](store::Reader& reader) {
        session.second_factor = access::second_factors_of(reader, who.user);
        session.password_until = access::password_until(reader, who.user);
        session.next = step_of(who, session.second_factor);
        if (!session.next) session.shops = access::memberships_of(reader, who.user);
    });
    if (who.acting_for) add_acting(call, who, session);
    return session;
}

// The browser forgets the session that it had, so nobody else is to go on with it.
static void end_former(Call& call, Id<access::SessionRow> fresh) {
    auto& sessions = call.house().sessions;
    const auto token = session_token(call.request());
    auto former = sessions.find(token);
    if (!former) former = sessions.find_unfinished(token);
    if (former && former->session != fresh) sessions.end(former->session);
}

Session answer_with(Call& call, const access::NewSession& fresh, const Browser& browser) {
    const auto& who = fresh.who;
    end_former(call, who.session);
    if (who.stage == access::SessionStage::Full) call.signs_in(who.user, who.name);
    call.set_header("set-cookie", session_cookie(call.request(), fresh.token));
    call.set_header("set-cookie", device_cookie(call.request(), browser.device()));
    return session_of(call, fresh.who, fresh.token);
}

access::SignedIn session_at_any_stage(Call& call) {
    const auto token = session_token(call.request());
    auto who = call.house().sessions.find(token);
    if (!who) who = call.house().sessions.find_unfinished(token);
    if (!who) throw Error(Code::Unauthenticated, "sign in first");
    call.tries_to_sign_in(who->user, who->name);
    const auto given = call.request().header("x-csrf-token");
    if (!equal_in_constant_time(given, access::csrf_token(token))) {
        throw Error(Code::Forbidden, "the X-CSRF-Token of the session is missing");
    }
    return *who;
}

void require_fresh_proof(const House& house, const access::SignedIn& who) {
    if (house.sessions.is_freshly_proven(who)) return;
    throw HttpError(403, "step_up_required", "prove again who you are: POST /session/step-up");
}

access::SignedIn who_enrols(Call& call) {
    auto who = session_at_any_stage(call);
    if (who.stage == access::SessionStage::Enrol) return who;
    if (who.stage == access::SessionStage::SecondFactor) {
        throw Error(Code::Unauthenticated, "give the second factor first");
    }
    require_fresh_proof(call.house(), who);
    return who;
}

Session answer_to_enrolment(Call& call, const access::SignedIn& who) {
    const Browser browser(call);
    auto& sessions = call.house().sessions;
    const auto fresh = who.stage == access::SessionStage::Enrol
                           ? sessions.finish(who, browser.visitor())
                           : sessions.prove(who);
    return answer_with(call, fresh, browser);
}

access::SignedIn unfinished_session(Call& call) {
    auto who = session_at_any_stage(call);
    if (who.stage == access::SessionStage::SecondFactor) return who;
    throw Error(Code::Unauthenticated, "this session waits for no second factor");
}

}  // namespace tsunagi::server

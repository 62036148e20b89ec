// What the routes of signing in share: the browser that asks, the answer that tells it who is
// signed in, and the session that still waits for its second factor.
#pragma once

#include "access/second_factor.h"
#include "access/sessions.h"
#include "server/call.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi::server {

// What is to be done before the session counts.
BOOST_DEFINE_ENUM_CLASS(SignInStep, Totp, Passkey, Enrol)

struct SessionUser {
    Id<User> id;
    std::string login;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(SessionUser, (), (id, login, name))

// Whose eyes an administrator looks with, and in which shop.
struct ActingFor {
    Id<Shop> shop;
    Id<User> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(ActingFor, (), (shop, id, name))

struct Session {
    SessionUser user;
    std::string csrf_token;
    std::vector<access::Membership> shops;  // none while `next` is there
    Language language = Language::Ja;
    std::optional<SignInStep> next;
    access::SecondFactors second_factor;
    std::optional<Instant> password_until;  // it was made for her: until then she chooses another
    std::optional<ActingFor> acting_for;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (user, csrf_token, shops, language, next, second_factor, password_until,
                       acting_for))

// The browser of a request, as guesses are counted. Its device token comes from its cookie, or is a
// fresh one that answer_with() gives it.
class Browser {
public:
    explicit Browser(Call&);
    access::Visitor visitor() const { return {address_, device_, agent_}; }
    const std::string& device() const { return device_; }

private:
    std::string_view address_;
    std::string device_;
    std::string_view agent_;
};

Session session_of(Call&, const access::SignedIn&, std::string_view token);
// Sets the cookies of a session that has just begun, or goes on under a new token. Another session
// that the browser had ends.
Session answer_with(Call&, const access::NewSession&, const Browser&);

// The session of the request, full or unfinished; for routes that both may use. Throws
// Unauthenticated when there is none, Forbidden without its X-CSRF-Token.
access::SignedIn session_at_any_stage(Call&);
// Throws 403 step_up_required when her last proof is older than ten minutes.
void require_fresh_proof(const House&, const access::SignedIn&);
// Who may add a second factor: with a fresh proof, or in the middle of the sign-in that asks for
// one. Throws as above.
access::SignedIn who_enrols(Call&);
// The answer once she has added one: the session counts now, under a new token.
Session answer_to_enrolment(Call&, const access::SignedIn&);
// Throws Unauthenticated unless the session waits for its second factor.
access::SignedIn unfinished_session(Call&);

}  // namespace tsunagi::server

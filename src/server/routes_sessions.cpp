#include "server/routes.h"

#include "access/made_passwords.h"
#include "access/second_factor.h"

namespace tsunagi::server {

// `current`: the session that asks.
struct MySession : access::OpenSession {
    bool current = false;
};
BOOST_DESCRIBE_STRUCT(MySession, (access::OpenSession), (current))

struct MySessions {
    std::vector<MySession> items;
};
BOOST_DESCRIBE_STRUCT(MySessions, (), (items))

// What an administrator sees of how a member signs in.
struct MemberSignIn {
    std::vector<access::OpenSession> sessions;
    access::SecondFactors second_factor;
    std::optional<Instant> password_until;  // it was made for her
};
BOOST_DESCRIBE_STRUCT(MemberSignIn, (), (sessions, second_factor, password_until))

// Why, and how it was made sure that it is she who asks.
struct SecondFactorReset {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(SecondFactorReset, (), (reason))

struct MadePasswordOrder {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(MadePasswordOrder, (), (reason))

struct MadePassword {
    std::string password;
    Instant until;
};
BOOST_DESCRIBE_STRUCT(MadePassword, (), (password, until))

}  // namespace tsunagi::server

template <>
struct tsunagi::rules_of<tsunagi::server::SecondFactorReset> {
    static constexpr std::array value{
        Rule{.field = "reason", .min_length = 1, .max_length = 500, .ja = "理由", .en = "Reason"}};
};

template <>
struct tsunagi::rules_of<tsunagi::server::MadePasswordOrder> {
    static constexpr std::array value{
        Rule{.field = "reason", .min_length = 1, .max_length = 500, .ja = "理由", .en = "Reason"}};
};

namespace tsunagi::server {

namespace {

MySessions my_sessions(Call& call) {
    MySessions mine;
    for (auto& session : call.house().sessions.list(call.who().user)) {
        const bool current = session.id == call.who().session;
        mine.items.push_back({std::move(session), current});
    }
    return mine;
}

// Throws NotFound when she is no member of the shop.
Id<User> member(Call& call) {
    return call.control().read([&](store::Reader& reader) {
        return access::find_member(reader, call.viewer(), call.id<User>()).id;
    });
}

MemberSignIn sign_in_of_member(Call& call) {
    const auto user = member(call);
    MemberSignIn seen{
        .sessions = call.house().sessions.list(user), .second_factor = {}, .password_until = {}};
    call.control().read([&](store::Reader& reader) {
        seen.second_factor = access::second_factors_of(reader, user);
        seen.password_until = access::password_until(reader, user);
    });
    return seen;
}

// A member who lost her phone and her recovery codes begins anew, signed out everywhere.
void reset_second_factor(Call& call, const SecondFactorReset& body) {
    const auto user = member(call);
    call.because(body.reason);
    call.control().write(call.actor(), [&](store::Tx& tx) {
        access::check_covers_member(tx, call.viewer(), call.rights(), user);
        access::remove_second_factors(tx, user);
    });
    call.house().sessions.end_all(user);
}

// For a member who has none that works, signed out everywhere. Not kept under an Idempotency-Key:
// the password is shown once and stored nowhere. Her own she changes knowing the one she has.
MadePassword make_password(Call& call, const MadePasswordOrder& order) {
    const auto user = member(call);
    if (user == call.who().user) {
        throw Error(Code::Forbidden, "one's own password is changed with the one that is known");
    }
    call.because(order.reason);
    MadePassword made{.password = access::make_password(call.house().random), .until = {}};
    const std::string hash = call.house().passwords.hash(made.password);
    call.control().write(call.actor(), [&](store::Tx& tx) {
        access::check_covers_member(tx, call.viewer(), call.rights(), user);
        made.until = tx.now() + access::kMadePasswordLastsMs;
        access::set_password(tx, user, hash);
        access::let_password_end(tx, user, made.until);
    });
    call.house().sessions.end_all(user);
    return made;
}

std::vector<Route> my_routes() {
    std::vector<Route> routes;
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/sessions",
                            .operation = "list_my_sessions",
                            .right = signed_in,
                            .cost = Cost::Point,
                            .idempotency = Idempotency::Safe,
                            .audit = "session.list"},
                           my_sessions));
    routes.push_back(route(
        {.method = Method::Delete,
         .pattern = "/api/v1/sessions",
         .operation = "end_my_other_sessions",
         .right = signed_in,
         .cost = Cost::Write,
         .idempotency = Idempotency::Natural,
         .audit = "session.delete_others",
         .step_up = StepUp::Needed},
        [](Call& call) { call.house().sessions.end_all(call.who().user, call.who().session); }));
    routes.push_back(route({.method = Method::Delete,
                            .pattern = "/api/v1/sessions/{id}",
                            .operation = "end_my_session",
                            .right = signed_in,
                            .cost = Cost::Write,
                            .idempotency = Idempotency::Natural,
                            .audit = "session.delete",
                            .step_up = StepUp::Needed},
                           [](Call& call) {
                               call.house().sessions.end_of(call.who().user,
                                                            call.id<access::SessionRow>());
                           }));
    return routes;
}

}  // namespace

std::vector<Route> open_session_routes() {
    auto routes = my_routes();
    routes.push_back(route({.method = Method::Get,
                            .pattern = "/api/v1/shops/{shop}/members/{id}/sessions",
                            .operation = "list_member_sessions",
                            .right = may(Entity::Member, Action::Edit),
                            .cost = Cost::Point,
                            .idempotency = Idempotency::Safe,
                            .audit = "member.sessions"},
                           sign_in_of_member));
    routes.push_back(route({.method = Method::Delete,
                            .pattern = "/api/v1/shops/{shop}/members/{id}/sessions",
                            .operation = "end_member_sessions",
                            .right = may(Entity::Member, Action::Edit),
                            .cost = Cost::Write,
                            .idempotency = Idempotency::Natural,
                            .audit = "member.end_sessions"},
                           [](Call& call) { call.house().sessions.end_all(member(call)); }));
    routes.push_back(route(
        {.method = Method::Delete,
         .pattern = "/api/v1/shops/{shop}/members/{id}/sessions/{session}",
         .operation = "end_member_session",
         .right = may(Entity::Member, Action::Edit),
         .cost = Cost::Write,
         .idempotency = Idempotency::Natural,
         .audit = "member.end_session"},
        [](Call& call) { call.house().sessions.end_of(member(call), {call.number("session")}); }));
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/shops/{shop}/members/{id}/second-factor/reset",
                            .operation = "reset_second_factor",
                            .right = may(Entity::Member, Action::Edit),
                            .cost = Cost::Write,
                            .idempotency = Idempotency::Natural,
                            .audit = "member.reset_second_factor",
                            .step_up = StepUp::Needed},
                           reset_second_factor));
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/shops/{shop}/members/{id}/password",
                            .operation = "make_password",
                            .right = may(Entity::Member, Action::Edit),
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "password.create",
                            .step_up = StepUp::Needed},
                           make_password));
    return routes;
}

}  // namespace tsunagi::server

#include "server/routes.h"
#include "server/session_answer.h"

namespace tsunagi::server {

struct CodeProof {
    std::optional<std::string> code;
    std::optional<std::string> recovery_code;
};
BOOST_DESCRIBE_STRUCT(CodeProof, (), (code, recovery_code))

struct TotpConfirmation {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(TotpConfirmation, (), (code))

// Shown once, to be kept on paper.
struct RecoveryCodes {
    std::vector<std::string> recovery_codes;
    Session session;
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (recovery_codes, session))

struct StepUpProof {
    std::optional<std::string> password;
    std::optional<std::string> code;
    std::optional<std::string> recovery_code;
};
BOOST_DESCRIBE_STRUCT(StepUpProof, (), (password, code, recovery_code))

namespace {

[[noreturn]] void refuse(std::string_view pointer) {
    const FieldError field{
        std::string(pointer), "wrong_code", "this is not right, or was used", {}};
    throw Error(Code::InvalidInput, "the proof is not right", {field});
}

// Counts a guess, then looks at the code.
bool code_is_right(Call& call, Id<User> user, const CodeProof& proof) {
    access::GuessLimits limits(call.control(), call.house().clock);
    const auto turn = limits.take_code(user);
    const bool right = call.control().write(
        {store::Actor::Kind::User, user.value}, [&](store::Tx& tx) {
            const auto& totp = call.house().totp;
            return proof.recovery_code ? totp.use_recovery_code(tx, user, *proof.recovery_code)
                                       : totp.use(tx, user, proof.code.value_or(""));
        });
    if (right) limits.give_back(turn);
    return right;
}

Session finish_with_code(Call& call, const CodeProof& proof) {
    const auto unfinished = unfinished_session(call);
    if (!code_is_right(call, unfinished.user, proof)) {
        refuse(proof.recovery_code ? "/recovery_code" : "/code");
    }
    const Browser browser(call);
    return answer_with(call, call.house().sessions.finish(unfinished, browser.visitor()), browser);
}

access::TotpEnrolment begin_totp(Call& call) {
    const auto who = who_enrols(call);
    return call.control().write({store::Actor::Kind::User, who.user.value}, [&](store::Tx& tx) {
        return call.house().totp.enrol(tx, who.user, who.login);
    });
}

RecoveryCodes confirm_totp(Call& call, const TotpConfirmation& body) {
    const auto who = who_enrols(call);
    access::GuessLimits limits(call.control(), call.house().clock);
    const auto turn = limits.take_code(who.user);
    RecoveryCodes answer;
    answer.recovery_codes = call.control().write(
        {store::Actor::Kind::User, who.user.value},
        [&](store::Tx& tx) { return call.house().totp.confirm(tx, who.user, body.code); });
    limits.give_back(turn);
    answer.session = answer_to_enrolment(call, who);
    return answer;
}

void remove_totp(Call& call) {
    call.control().write(call.actor(), [&](store::Tx& tx) {
        const auto user = call.who().user;
        const auto left = access::second_factors_of(tx, user).passkeys;
        if (left == 0 && access::needs_second_factor(tx, user)) {
            throw Error(Code::Conflict, "her role asks for a second factor");
        }
        access::remove_totp(tx, user);
    });
}

RecoveryCodes renew_recovery_codes(Call& call) {
    RecoveryCodes answer;
    answer.recovery_codes = call.control().write(call.actor(), [&](store::Tx& tx) {
        if (!access::second_factors_of(tx, call.who().user).any()) {
            throw Error(Code::Conflict, "there is no second factor to recover from");
        }
        return call.house().totp.make_recovery_codes(tx, call.who().user);
    });
    answer.session = session_of(call, call.who(), call.session_token());
    return answer;
}

void check_second_factor(Call& call, const CodeProof& proof) {
    if (code_is_right(call, call.who().user, proof)) return;
    refuse(proof.recovery_code ? "/recovery_code" : "/code");
}

// Whoever has stolen the session of somebody with two factors may know her password as well.
void check_password_is_enough(Call& call) {
    const bool has_more = call.control().read([&](store::Reader& reader) {
        return access::second_factors_of(reader, call.who().user).any();
    });
    if (!has_more) return;
    const FieldError field{"/password", "needs_second_factor", "give the second factor", {}};
    throw Error(Code::InvalidInput, "the password is not enough for who has a second factor",
                {field});
}

Session step_up(Call& call, const StepUpProof& proof) {
    const Browser browser(call);
    auto& sessions = call.house().sessions;
    if (proof.password) {
        check_password_is_enough(call);
        if (!sessions.proves(call.who(), *proof.password, browser.visitor())) refuse("/password");
    } else {
        check_second_factor(call, {proof.code, proof.recovery_code});
    }
    return answer_with(call, sessions.prove(call.who()), browser);
}

std::vector<Route> code_routes() {
    std::vector<Route> routes;
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/session/totp",
                            .operation = "sign_in_with_code",
                            .right = anyone,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "session.second_factor"},
                           finish_with_code));
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/session/step-up",
                            .operation = "step_up",
                            .right = signed_in,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "session.step_up"},
                           step_up));
    return routes;
}

}  // namespace

std::vector<Route> second_factor_routes() {
    auto routes = code_routes();
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/session/totp/enrolment",
                            .operation = "begin_totp",
                            .right = anyone,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "totp.create"},
                           begin_totp));
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/session/totp/confirmation",
                            .operation = "confirm_totp",
                            .right = anyone,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "totp.confirm"},
                           confirm_totp));
    routes.push_back(route({.method = Method::Delete,
                            .pattern = "/api/v1/session/totp",
                            .operation = "remove_totp",
                            .right = signed_in,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "totp.delete",
                            .step_up = StepUp::Needed},
                           remove_totp));
    routes.push_back(route({.method = Method::Post,
                            .pattern = "/api/v1/session/recovery-codes",
                            .operation = "renew_recovery_codes",
                            .right = signed_in,
                            .cost = Cost::Secret,
                            .idempotency = Idempotency::Natural,
                            .audit = "recovery_codes.create",
                            .step_up = StepUp::Needed},
                           renew_recovery_codes));
    return routes;
}

}  // namespace tsunagi::server

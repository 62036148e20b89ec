#include "access/sessions.h"

#include "access/access.sql.h"
#include "access/made_passwords.h"
#include "access/members_sight.h"
#include "access/networks.h"
#include "access/password_rules.h"
#include "access/presets.h"
#include "access/second_factor.h"
#include "access/secret_hash.h"
#include "base/error.h"
#include "base/json.h"

namespace tsunagi::access {

static constexpr std::size_t kTokenBytes = 32;
static constexpr std::int64_t kTouchMs = 60'000;
static constexpr std::int64_t kSetupMs = 24LL * 3600 * 1000;
static constexpr std::size_t kLongestAgent = 200;  // bytes

namespace {

struct StoredSession {
    Id<SessionRow> id;
    Id<User> user_id;
    std::string login;
    std::string name;
    SessionStage stage = SessionStage::Full;
    Instant created_at;
    Instant seen_at;
    Instant proven_at;
    Instant in_call_until;
    std::optional<Id<Shop>> acting_shop;
    std::optional<Id<User>> acting_for;
};
BOOST_DESCRIBE_STRUCT(StoredSession, (),
                      (id, user_id, login, name, stage, created_at, seen_at, proven_at,
                       in_call_until, acting_shop, acting_for))

struct SessionId {
    Id<SessionRow> id;
};
BOOST_DESCRIBE_STRUCT(SessionId, (), (id))

struct Acting {
    Id<Shop> acting_shop;
    Id<User> acting_for;
    std::string acting_reason;
};
BOOST_DESCRIBE_STRUCT(Acting, (), (acting_shop, acting_for, acting_reason))

}  // namespace

static std::string hash_of(std::string_view token) { return secret_hash("session", token); }

Sessions::Sessions(store::Database& control, const Clock& clock, Random& random,
                   Passwords& passwords, SessionLimits limits)
    : control_(control), clock_(clock), random_(random), passwords_(passwords), limits_(limits),
      guesses_(control, clock) {}

NewSession Sessions::sign_in(std::string_view login, std::string_view password,
                             const Visitor& visitor) {
    const auto turn = guesses_.take(login_form(login), visitor);
    const auto user = control_.read(
        [&](store::Reader& reader) { return find_user_by_login(reader, login); });
    bool right = false;
    if (user) {
        right = passwords_.matches(user->password_hash, password) && user->active;
    } else {
        passwords_.pretend(password);
    }
    if (!right) throw Error(Code::Unauthenticated, "the log-in or the password is wrong");
    guesses_.give_back(turn);
    const auto until = control_.read([&](store::Reader& reader) {
        check_password_lasts(reader, user->id, clock_.now());
        return password_until(reader, user->id);
    });
    if (passwords_.is_outdated(user->password_hash)) {
        const std::string fresh = passwords_.hash(password);
        control_.write({}, [&](store::Tx& tx) {
            set_password(tx, user->id, fresh);
            if (until) let_password_end(tx, user->id, *until);
        });
    }
    const auto stage = control_.read(
        [&](store::Reader& reader) { return stage_of(reader, user->id); });
    return begin(*user, visitor, stage);
}

NewSession Sessions::sign_in_proven(Id<User> id, const Visitor& visitor, Proof proof) {
    const auto [user, stage] = control_.read([&](store::Reader& reader) {
        return std::pair(reader.one<UserRow>(sql::find_user, {{"id", id}}), stage_of(reader, id));
    });
    if (!user || !user->active) throw Error(Code::Unauthenticated, "this user cannot sign in");
    return begin(*user, visitor, proof == Proof::TwoFactors ? SessionStage::Full : stage);
}

NewSession Sessions::finish(const SignedIn& unfinished, const Visitor& visitor) {
    const auto user = control_.read([&](store::Reader& reader) {
        return reader.one<UserRow>(sql::find_user, {{"id", unfinished.user}});
    });
    if (!user || !user->active) throw Error(Code::Unauthenticated, "this user cannot sign in");
    end(unfinished.session);
    return begin(*user, visitor, SessionStage::Full);
}

SessionStage Sessions::stage_of(store::Reader& control, Id<User> user) const {
    if (second_factors_of(control, user).any()) return SessionStage::SecondFactor;
    return needs_second_factor(control, user) ? SessionStage::Enrol : SessionStage::Full;
}

void Sessions::forget_old(store::Tx& tx) const {
    tx.run(sql::delete_old_sessions, {{"now", tx.now()},
                                      {"born_after", tx.now() + -limits_.absolute_ms},
                                      {"seen_after", tx.now() + -limits_.idle_ms},
                                      {"begun_after", tx.now() + -limits_.unfinished_ms}});
}

// Cut between two characters.
static std::string_view short_agent(std::string_view agent) {
    if (agent.size() <= kLongestAgent) return agent;
    auto end = kLongestAgent;
    while (end > 0 && (static_cast<unsigned char>(agent[end]) & 0xC0) == 0x80) --end;
    return agent.substr(0, end);
}

NewSession Sessions::begin(const UserRow& user, const Visitor& visitor, SessionStage stage) {
    NewSession fresh{random_token(random_, kTokenBytes),
                     {{}, user.id, user.login, user.name, stage, clock_.now()}};
    const std::string hash = hash_of(fresh.token);
    const store::Actor actor{store::Actor::Kind::User, user.id.value};
    fresh.who.session = control_.write(actor, [&](store::Tx& tx) {
        forget_old(tx);
        if (stage == SessionStage::Full) guesses_.remember(tx, login_form(user.login), visitor);
        const auto id = tx.next_id<SessionRow>("session");
        tx.run(sql::insert_session, {{"id", id},
                                     {"token_hash", hash},
                                     {"user_id", user.id},
                                     {"address", visitor.address},
                                     {"agent", short_agent(visitor.agent)},
                                     {"stage", stage},
                                     {"now", tx.now()}});
        tx.changed({.entity = "session", .id = id.value});
        return id;
    });
    return fresh;
}

std::optional<SignedIn> Sessions::find_stored(std::string_view token) {
    if (token.empty()) return std::nullopt;
    const std::string hash = hash_of(token);
    const auto stored = control_.read([&](store::Reader& reader) {
        return reader.one<StoredSession>(sql::find_session, {{"token_hash", hash}});
    });
    if (!stored) return std::nullopt;
    const Instant now = clock_.now();
    const bool full = stored->stage == SessionStage::Full;
    const auto lasts_ms = full ? limits_.absolute_ms : limits_.unfinished_ms;
    const bool too_old = now - stored->created_at >= lasts_ms ||
                         now - stored->seen_at >= limits_.idle_ms;
    if (too_old && now >= stored->in_call_until) return std::nullopt;
    if (now - stored->seen_at >= kTouchMs) {
        control_.write({.urgent = true}, [&](store::Tx& tx) {
            tx.run(sql::touch_session, {{"id", stored->id}, {"now", now}});
        });
    }
    return SignedIn{.session = stored->id,
                    .user = stored->user_id,
                    .login = stored->login,
                    .name = stored->name,
                    .stage = stored->stage,
                    .proven_at = stored->proven_at,
                    .acting_shop = stored->acting_shop.value_or(Id<Shop>{}),
                    .acting_for = stored->acting_for.value_or(Id<User>{})};
}

std::optional<SignedIn> Sessions::find(std::string_view token) {
    auto found = find_stored(token);
    return found && found->stage == SessionStage::Full ? found : std::nullopt;
}

std::optional<SignedIn> Sessions::find_unfinished(std::string_view token) {
    auto found = find_stored(token);
    return found && found->stage != SessionStage::Full ? found : std::nullopt;
}

bool Sessions::proves(const SignedIn& who, std::string_view password, const Visitor& visitor) {
    const auto turn = guesses_.take(login_form(who.login), visitor);
    const auto user = control_.read([&](store::Reader& reader) {
        return reader.one<UserRow>(sql::find_user, {{"id", who.user}});
    });
    if (!user || !passwords_.matches(user->password_hash, password)) return false;
    guesses_.give_back(turn);
    return true;
}

NewSession Sessions::prove(const SignedIn& who) {
    NewSession fresh{random_token(random_, kTokenBytes), who};
    fresh.who.proven_at = clock_.now();
    const std::string hash = hash_of(fresh.token);
    control_.write({store::Actor::Kind::User, who.user.value}, [&](store::Tx& tx) {
        tx.run(sql::renew_session,
               {{"id", who.session}, {"token_hash", hash}, {"now", fresh.who.proven_at}});
    });
    return fresh;
}

bool Sessions::is_freshly_proven(const SignedIn& who) const {
    return clock_.now() - who.proven_at < limits_.proof_ms;
}

static void note_ended(store::Tx& tx, std::int64_t session) {
    tx.changed({.entity = "session", .id = session, .kind = store::Change::Kind::Deleted});
}

void Sessions::end(Id<SessionRow> session) {
    control_.write({}, [&](store::Tx& tx) {
        tx.run(sql::delete_session, {{"id", session}});
        note_ended(tx, session.value);
    });
}

std::vector<OpenSession> Sessions::list(Id<User> user) {
    const Instant now = clock_.now();
    return control_.read([&](store::Reader& reader) {
        return reader.all<OpenSession>(sql::list_sessions,
                                       {{"user_id", user},
                                        {"now", now},
                                        {"born_after", now + -limits_.absolute_ms},
                                        {"seen_after", now + -limits_.idle_ms}});
    });
}

void Sessions::end_of(Id<User> user, Id<SessionRow> session) {
    control_.write({store::Actor::Kind::User, user.value}, [&](store::Tx& tx) {
        if (tx.run(sql::delete_session_of_user, {{"id", session}, {"user_id", user}}) != 1) {
            throw Error(Code::NotFound, "there is no session " + std::to_string(session.value));
        }
        note_ended(tx, session.value);
    });
}

void Sessions::end_all(Id<User> user, Id<SessionRow> but) {
    control_.write({store::Actor::Kind::User, user.value}, [&](store::Tx& tx) {
        for (const auto& one : tx.all<SessionId>(sql::list_session_ids, {{"user_id", user}})) {
            if (one.id == but) continue;
            tx.run(sql::delete_session, {{"id", one.id}});
            note_ended(tx, one.id.value);
        }
    });
}

void Sessions::keep_during_call(Id<SessionRow> session, Instant until) {
    control_.write(
        {}, [&](store::Tx& tx) { tx.run(sql::keep_session, {{"id", session}, {"until", until}}); });
}

NewSession Sessions::change_password(const SignedIn& who, std::string_view current,
                                     std::string_view fresh, const Visitor& visitor) {
    if (!proves(who, current, visitor)) {
        const FieldError field{"/current", "wrong_password", "this is not the password", {}};
        throw Error(Code::InvalidInput, "the current password is wrong", {field});
    }
    const auto shops = control_.read(
        [&](store::Reader& reader) { return memberships_of(reader, who.user); });
    std::vector<std::string_view> words{who.login, who.name};
    for (const auto& shop : shops) words.push_back(shop.name);
    check_new_password(fresh, words, "/password");
    const std::string hash = passwords_.hash(fresh);
    control_.write({store::Actor::Kind::User, who.user.value}, [&](store::Tx& tx) {
        set_password(tx, who.user, hash);
        tx.run(sql::delete_sessions_of_user, {{"user_id", who.user}, {"but", who.session}});
    });
    return prove(who);
}

static InShop member_in(store::Reader& reader, Id<Shop> shop, const Member& member) {
    InShop made;
    made.viewer.user = member.id;
    made.viewer.user_name = member.name;
    made.viewer.shop = shop;
    made.rights = rights_of_roles(reader, shop, member.roles);
    made.viewer.team = member.team_id.value_or(Id<Team>{});
    if (made.viewer.team && has_scope(made.rights, RowScope::Team)) {
        made.viewer.colleagues = members_of_team(reader, shop, made.viewer.team);
    }
    return made;
}

InShop member_sight(store::Reader& control, Id<Shop> shop, Id<User> user) {
    return member_in(control, shop, find_active_member(control, shop, user));
}

// Read anew for every request: what was taken away is gone with the next one.
InShop Sessions::viewer(const SignedIn& who, Id<Shop> shop, std::string_view address) {
    return control_.read([&](store::Reader& reader) {
        const auto member = find_active_member(reader, shop, who.user);
        if (!may_work_from(reader, shop, member.roles, address)) {
            throw Error(Code::Forbidden, "the shop is not worked for from this address");
        }
        InShop made = member_in(reader, shop, member);
        if (who.acting_for && who.acting_shop == shop) {
            if (!decide(made.rights, may(Entity::Role, Action::Edit)).allowed) {
                throw Error(Code::Forbidden, "she may not look with another's eyes any more");
            }
            const Rights own = made.rights;
            made = member_in(reader, shop, find_active_member(reader, shop, who.acting_for));
            made.rights = only_viewing(narrowest(own, made.rights));
            made.viewer.acting_for = who.acting_for;
        }
        return made;
    });
}

void Sessions::view_as(const SignedIn& who, const InShop& by, Id<User> member,
                       std::string_view reason) {
    if (reason.empty() || member == who.user) {
        const FieldError field{"/reason", "required", "say why, and of somebody else", {}};
        throw Error(Code::InvalidInput, "nobody looks with another's eyes without a reason",
                    {field});
    }
    const Acting acting{by.viewer.shop, member, std::string(reason)};
    control_.write({store::Actor::Kind::User, who.user.value}, [&](store::Tx& tx) {
        const auto seen = find_member(tx, by.viewer, member);
        check_covers(by.rights, rights_of_roles(tx, by.viewer.shop, seen.roles));
        tx.run(sql::set_acting, store::args_of(acting, {{"id", who.session}}));
        const std::string after = to_json(acting);
        tx.changed({.entity = "session",
                    .id = who.session.value,
                    .kind = store::Change::Kind::Updated,
                    .after = after});
    });
}

void Sessions::end_view_as(const SignedIn& who) {
    control_.write({store::Actor::Kind::User, who.user.value}, [&](store::Tx& tx) {
        tx.run(sql::clear_acting, {{"id", who.session}});
        tx.changed(
            {.entity = "session", .id = who.session.value, .kind = store::Change::Kind::Updated});
    });
}

bool Sessions::still_valid(Id<SessionRow> session, Id<Shop> shop) {
    const Instant now = clock_.now();
    return control_.read([&](store::Reader& reader) {
        return reader
            .text(sql::find_session_member, {{"session_id", session},
                                             {"now", now},
                                             {"shop_id", shop},
                                             {"born_after", now + -limits_.absolute_ms},
                                             {"seen_after", now + -limits_.idle_ms}})
            .has_value();
    });
}

std::optional<std::string> Sessions::make_setup_token() {
    std::string token = random_token(random_, kTokenBytes);
    const std::string hash = secret_hash("setup", token);
    const bool made = control_.write({}, [&](store::Tx& tx) {
        if (has_users(tx)) return false;
        tx.run(sql::delete_setup_tokens);
        tx.run(sql::insert_setup_token,
               {{"token_hash", hash}, {"expires_at", tx.now() + kSetupMs}});
        return true;
    });
    if (!made) return std::nullopt;
    return token;
}

Sessions::Begun Sessions::set_up(const SetupDraft& draft) {
    check_new_password(draft.password, {draft.login, draft.name, draft.shop_name}, "/password");
    const std::string password_hash = passwords_.hash(draft.password);
    const std::string token_hash = secret_hash("setup", draft.token);
    return control_.write({}, [&](store::Tx& tx) {
        const auto used = tx.run(sql::use_setup_token,
                                 {{"token_hash", token_hash}, {"now", tx.now()}});
        if (used != 1 || has_users(tx)) {
            const std::string message = "the set-up token is not valid";
            throw Error(Code::Forbidden, message, {{"/token", "wrong_token", message, {}}});
        }
        Begun begun;
        begun.user = create_user(tx, {draft.login, draft.name, password_hash});
        begun.shop = create_shop(tx, draft.shop_name);
        add_membership(tx, rights_of_the_house(), begun.user,
                       {.shop = begun.shop, .roles = {std::string(kAdministrator)}});
        return begun;
    });
}

std::string csrf_token(std::string_view session_token) {
    return secret_hash("csrf", session_token);
}

Viewer viewer_of_the_house(Id<Shop> shop, Language language) {
    return {.user = {},
            .user_name = "tsunagi",
            .shop = shop,
            .team = {},
            .colleagues = {},
            .scope = RowScope::All,
            .sees = all_rows(),
            .fields = all_fields(),
            .language = language,
            .acting_for = {}};
}

}  // namespace tsunagi::access

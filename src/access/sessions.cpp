#include "access/sessions.h"

#include "access/access.sql.h"
#include "access/secret_hash.h"
#include "access/sign_in_delay.h"
#include "base/error.h"

namespace tsunagi::access {

static constexpr std::size_t kTokenBytes = 32;
static constexpr std::int64_t kTouchMs = 60'000;
static constexpr std::int64_t kSetupMs = 24LL * 3600 * 1000;
static constexpr std::int64_t kForgetAttemptsMs = 180LL * 24 * 3600 * 1000;

namespace {

struct StoredSession {
    Id<SessionRow> id;
    Id<User> user_id;
    std::string login;
    std::string name;
    Instant created_at;
    Instant seen_at;
};
BOOST_DESCRIBE_STRUCT(StoredSession, (), (id, user_id, login, name, created_at, seen_at))

}  // namespace

Sessions::Sessions(store::Database& control, const Clock& clock, Random& random,
                   Passwords& passwords, SessionLimits limits)
    : control_(control), clock_(clock), random_(random), passwords_(passwords), limits_(limits) {}

NewSession Sessions::sign_in(std::string_view login, std::string_view password,
                             std::string_view address) {
    const SignInDelay delay(login_form(login), address);
    const auto [user, wait_s] = control_.read([&](store::Reader& reader) {
        return std::pair(find_user_by_login(reader, login), delay.wait_s(reader, clock_.now()));
    });
    if (wait_s > 0) {
        throw Error::too_many("wait " + std::to_string(wait_s) + " s before the next try", wait_s);
    }
    bool right = false;
    if (user) {
        right = passwords_.matches(user->password_hash, password) && user->active;
    } else {
        passwords_.pretend(password);
    }
    if (!right) {
        control_.write({}, [&](store::Tx& tx) { delay.count_failure(tx); });
        throw Error(Code::Unauthenticated, "the log-in or the password is wrong");
    }
    if (passwords_.is_outdated(user->password_hash)) {
        const std::string fresh = passwords_.hash(password);
        control_.write({}, [&](store::Tx& tx) { set_password(tx, user->id, fresh); });
    }
    control_.write({}, [&](store::Tx& tx) { delay.note_success(tx); });
    return begin(*user, address);
}

void Sessions::forget_old(store::Tx& tx) const {
    tx.run(sql::delete_old_sessions, {{"born_after", tx.now() + -limits_.absolute_ms},
                                      {"seen_after", tx.now() + -limits_.idle_ms}});
    tx.run(sql::delete_old_attempts, {{"before", tx.now() + -kForgetAttemptsMs}});
}

NewSession Sessions::begin(const UserRow& user, std::string_view address) {
    NewSession fresh{random_token(random_, kTokenBytes), {{}, user.id, user.login, user.name}};
    const std::string hash = secret_hash("session", fresh.token);
    const store::Actor actor{store::Actor::Kind::User, user.id.value};
    fresh.who.session = control_.write(actor, [&](store::Tx& tx) {
        forget_old(tx);
        const auto id = tx.next_id<SessionRow>("session");
        tx.run(sql::insert_session, {{"id", id},
                                     {"token_hash", hash},
                                     {"user_id", user.id},
                                     {"address", address},
                                     {"now", tx.now()}});
        tx.changed({.entity = "session", .id = id.value});
        return id;
    });
    return fresh;
}

std::optional<SignedIn> Sessions::find(std::string_view token) {
    if (token.empty()) return std::nullopt;
    const std::string hash = secret_hash("session", token);
    const auto stored = control_.read([&](store::Reader& reader) {
        return reader.one<StoredSession>(sql::find_session, {{"token_hash", hash}});
    });
    const Instant now = clock_.now();
    if (!stored || now - stored->created_at >= limits_.absolute_ms ||
        now - stored->seen_at >= limits_.idle_ms) {
        return std::nullopt;
    }
    if (now - stored->seen_at >= kTouchMs) {
        control_.write({}, [&](store::Tx& tx) {
            tx.run(sql::touch_session, {{"id", stored->id}, {"now", now}});
        });
    }
    return SignedIn{stored->id, stored->user_id, stored->login, stored->name};
}

void Sessions::end(Id<SessionRow> session) {
    control_.write({}, [&](store::Tx& tx) {
        tx.run(sql::delete_session, {{"id", session}});
        tx.changed(
            {.entity = "session", .id = session.value, .kind = store::Change::Kind::Deleted});
    });
}

void Sessions::change_password(const SignedIn& who, std::string_view current,
                               std::string_view fresh, std::string_view address) {
    const SignInDelay delay(login_form(who.login), address);
    const auto [user, wait_s] = control_.read([&](store::Reader& reader) {
        return std::pair(reader.one<UserRow>(sql::find_user, {{"id", who.user}}),
                         delay.wait_s(reader, clock_.now()));
    });
    if (wait_s > 0) {
        throw Error::too_many("wait " + std::to_string(wait_s) + " s before the next try", wait_s);
    }
    if (!user || !passwords_.matches(user->password_hash, current)) {
        control_.write({}, [&](store::Tx& tx) { delay.count_failure(tx); });
        const FieldError field{"/current", "wrong_password", "this is not the password", {}};
        throw Error(Code::InvalidInput, "the current password is wrong", {field});
    }
    check_new_password(fresh, who.login, "/password");
    const std::string hash = passwords_.hash(fresh);
    control_.write({store::Actor::Kind::User, who.user.value}, [&](store::Tx& tx) {
        set_password(tx, who.user, hash);
        tx.run(sql::delete_sessions_of_user, {{"user_id", who.user}, {"but", who.session}});
    });
}

Viewer Sessions::viewer(const SignedIn& who, Id<Shop> shop, Language language) {
    const auto member = control_.read([&](store::Reader& reader) {
        return reader.one<Member>(sql::find_member, {{"shop_id", shop}, {"user_id", who.user}});
    });
    if (!member || !member->active) {
        throw Error(Code::NotFound, "there is no shop " + std::to_string(shop.value));
    }
    return {.user = who.user,
            .user_name = who.name,
            .shop = shop,
            .role = member->role,
            .scope = RowScope::All,
            .masked = {},
            .language = language};
}

bool Sessions::still_valid(Id<SessionRow> session, Id<Shop> shop) {
    const Instant now = clock_.now();
    return control_.read([&](store::Reader& reader) {
        return reader
            .text(sql::find_session_role, {{"session_id", session},
                                           {"shop_id", shop},
                                           {"born_after", now + -limits_.absolute_ms},
                                           {"seen_after", now + -limits_.idle_ms}})
            .has_value();
    });
}

std::optional<std::string> Sessions::make_setup_token() {
    const std::string token = random_token(random_, kTokenBytes);
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
    check_new_password(draft.password, draft.login, "/password");
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
        add_membership(tx, begun.user, begun.shop, Role::Owner);
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
            .role = Role::Owner,
            .scope = RowScope::All,
            .masked = {},
            .language = language};
}

}  // namespace tsunagi::access

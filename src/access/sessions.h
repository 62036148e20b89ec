// Sessions turns proofs of who somebody is into a token, and a token into who it is. Only the hash
// of a token is stored, and every new proof makes a new token. A session ends after half an hour of
// silence or twelve hours, but not during a call.
//
//   sign_in() ──► Full                      no second factor is set up or asked for
//             ├─► SecondFactor ──finish()─► Full, by a code or a passkey
//             └─► Enrol ────────finish()──► Full, once a second factor is set up
//
// Thread: any.
#pragma once

#include "access/guess_limits.h"
#include "access/passwords.h"
#include "access/users.h"
#include "base/clock.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::access {

struct SessionLimits {
    std::int64_t idle_ms = 30LL * 60 * 1000;
    std::int64_t absolute_ms = 12LL * 3600 * 1000;
    std::int64_t unfinished_ms = 10LL * 60 * 1000;  // to give the second factor
    std::int64_t proof_ms = 10LL * 60 * 1000;       // how long a proof serves for step-up
};

// What is still missing before a session counts.
BOOST_DEFINE_ENUM_CLASS(SessionStage, Full, SecondFactor, Enrol)

// A row of the session table: the tag of its id.
struct SessionRow;
// A row of the api_key table: the tag of its id.
struct ApiKeyRow;

// A valid session, or a valid API key.
struct SignedIn {
    Id<SessionRow> session;
    Id<User> user;
    std::string login;
    std::string name;
    SessionStage stage = SessionStage::Full;
    Instant proven_at;  // the last time she proved who she is
    Id<ApiKeyRow> key{};
    // While she looks with a member's eyes (view_as): whose, and in which shop.
    Id<Shop> acting_shop{};
    Id<User> acting_for{};
};

// Who she is in a shop, and what she may do there.
struct InShop {
    Viewer viewer;
    Rights rights;
};

struct NewSession {
    std::string token;  // for the cookie, never stored
    SignedIn who;
};

// A session as its user, or an administrator, sees it.
struct OpenSession {
    Id<SessionRow> id;
    std::string address;
    std::string agent;
    Instant created_at;
    Instant seen_at;
};
BOOST_DESCRIBE_STRUCT(OpenSession, (), (id, address, agent, created_at, seen_at))

// The first administrator, with the shop she begins.
struct SetupDraft {
    std::string token;
    std::string login;
    std::string name;
    std::string password;
    std::string shop_name;
};
BOOST_DESCRIBE_STRUCT(SetupDraft, (), (token, login, name, password, shop_name))

// What a proof without a password is worth.
enum class Proof { OneFactor, TwoFactors };

class Sessions {
public:
    Sessions(store::Database& control, const Clock&, Random&, Passwords&,
             SessionLimits limits = {});

    // Throws Unauthenticated: the same answer, after the same time, for an unknown log-in, a wrong
    // password and a disabled user. Throws TooMany when there were too many guesses (GuessLimits).
    NewSession sign_in(std::string_view login, std::string_view password, const Visitor&);
    // For a proof that needs no password: a passkey, another house's word (OIDC). Throws
    // Unauthenticated for a disabled user.
    NewSession sign_in_proven(Id<User>, const Visitor&, Proof);
    // The unfinished session ends, a full one begins.
    NewSession finish(const SignedIn& unfinished, const Visitor&);

    // Nothing when the token is unknown, ended, too old or not of a full session.
    std::optional<SignedIn> find(std::string_view token);
    // A session that waits for its second factor.
    std::optional<SignedIn> find_unfinished(std::string_view token);

    // Counts and checks a password. Throws TooMany as sign_in() does.
    bool proves(const SignedIn&, std::string_view password, const Visitor&);
    // A fresh proof: the session goes on under a new token.
    NewSession prove(const SignedIn&);
    bool is_freshly_proven(const SignedIn&) const;

    void end(Id<SessionRow>);
    std::vector<OpenSession> list(Id<User>);
    // Throws NotFound when it is not a session of hers.
    void end_of(Id<User>, Id<SessionRow>);
    // All of hers, except `but`.
    void end_all(Id<User>, Id<SessionRow> but = {});
    // The phone says so while she talks: until then the session does not end by itself.
    void keep_during_call(Id<SessionRow>, Instant until);

    // Throws InvalidInput when `current` is wrong. All other sessions of the user end, this one
    // goes on under a new token.
    NewSession change_password(const SignedIn&, std::string_view current, std::string_view fresh,
                               const Visitor&);

    // A signed-in person in a shop; as yet her viewer sees nothing (rights.h narrows it to what a
    // request was allowed). Throws NotFound when she is no member of it, Forbidden when she may not
    // work from the address (networks.h).
    InShop viewer(const SignedIn&, Id<Shop>, std::string_view address);
    // From now on the session sees the shop as this member does and may do nothing there but look,
    // until end_view_as(). `by` is the administrator in the shop. Throws NotFound for nobody of the
    // shop, InvalidInput without a reason, Forbidden for who may do more than `by`.
    void view_as(const SignedIn&, const InShop& by, Id<User> member, std::string_view reason);
    void end_view_as(const SignedIn&);
    // Whether an open socket's session is still one of a member of the shop.
    bool still_valid(Id<SessionRow>, Id<Shop>);

    // A token for the first administrator, valid for a day; nothing when there are users already.
    // Earlier tokens end.
    std::optional<std::string> make_setup_token();
    struct Begun {
        Id<User> user;
        Id<Shop> shop;
    };
    // Uses the token up. Throws Forbidden when it is not valid.
    Begun set_up(const SetupDraft&);

private:
    std::optional<SignedIn> find_stored(std::string_view token);
    SessionStage stage_of(store::Reader&, Id<User>) const;
    NewSession begin(const UserRow&, const Visitor&, SessionStage);
    void forget_old(store::Tx&) const;

    store::Database& control_;
    const Clock& clock_;
    Random& random_;
    Passwords& passwords_;
    const SessionLimits limits_;
    GuessLimits guesses_;
};

// What an unsafe request must repeat in its header; bound to the session by its token.
std::string csrf_token(std::string_view session_token);

// A viewer that no session made, who sees and does all: for jobs and the command line.
Viewer viewer_of_the_house(Id<Shop>, Language = Language::Ja);

}  // namespace tsunagi::access

template <>
struct tsunagi::rules_of<tsunagi::access::SetupDraft> {
    static constexpr std::array value{
        Rule{.field = "login",
             .min_length = 1,
             .max_length = 200,
             .ja = "ログインID",
             .en = "Log-in"},
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "氏名", .en = "Name"},
        Rule{.field = "password",
             .min_length = 12,
             .max_length = 200,
             .ja = "パスワード",
             .en = "Password"},
        Rule{.field = "shop_name",
             .min_length = 1,
             .max_length = 100,
             .ja = "店舗名",
             .en = "Shop name"}};
};

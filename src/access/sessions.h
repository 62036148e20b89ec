// Sessions turns a log-in and a password into a token, and a token into who it is. Only the hash
// of a token is stored. A session ends after half an hour of silence or twelve hours.
//
// Thread: any.
#pragma once

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
};

// A row of the session table: the tag of its id.
struct SessionRow;

// A valid session.
struct SignedIn {
    Id<SessionRow> session;
    Id<User> user;
    std::string login;
    std::string name;
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

// The first administrator, with the shop she begins.
struct SetupDraft {
    std::string token;
    std::string login;
    std::string name;
    std::string password;
    std::string shop_name;
};
BOOST_DESCRIBE_STRUCT(SetupDraft, (), (token, login, name, password, shop_name))

class Sessions {
public:
    Sessions(store::Database& control, const Clock&, Random&, Passwords&,
             SessionLimits limits = {});

    // Throws Unauthenticated: the same answer, after the same time, for an unknown log-in, a wrong
    // password and a disabled user. Throws TooMany when the log-in or the address has to wait.
    NewSession sign_in(std::string_view login, std::string_view password, std::string_view address);
    // Nothing when the token is unknown, ended or too old.
    std::optional<SignedIn> find(std::string_view token);
    void end(Id<SessionRow>);
    // Throws InvalidInput when `current` is wrong. All other sessions of the user end.
    void change_password(const SignedIn&, std::string_view current, std::string_view fresh,
                         std::string_view address);

    // A signed-in person in a shop; as yet her viewer sees nothing (rights.h narrows it to what a
    // request was allowed). Throws NotFound when she is no member of it.
    InShop viewer(const SignedIn&, Id<Shop>, Language);
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
    NewSession begin(const UserRow&, std::string_view address);
    void forget_old(store::Tx&) const;

    store::Database& control_;
    const Clock& clock_;
    Random& random_;
    Passwords& passwords_;
    const SessionLimits limits_;
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

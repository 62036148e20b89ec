// Signing in as a browser does it, over the routes.
#include "access/authenticator_testing.h"
#include "access/made_passwords.h"
#include "access/testing.h"
#include "base/json.h"
#include "server/dispatcher.h"
#include "server/routes.h"
#include "server/schema.h"

#include <algorithm>

namespace tsunagi::server {
namespace {

// A browser with its cookies and the CSRF token of its session.
struct Page {
    std::string address = "10.0.0.1";
    bool secure = false;
    std::map<std::string, std::string> cookies{};
    std::string csrf{};
    std::string bearer{};
    std::string from_site{};  // what the browser says in Sec-Fetch-Site
};

class SignIn : public access::WithAnn {
protected:
    void SetUp() override {
        access::WithAnn::SetUp();
        house_.emplace(House{shops(), *sessions_, passwords_, clock, random_, totp_});
        router_.emplace(domain_routes());
        metrics_.emplace(router_->routes().size());
        files_.emplace("no-such-folder", random_);
        dispatcher_.emplace(*house_, limits_, *router_, *metrics_, *files_, Allowance{1e9, 1e9});
        shop_database();
    }
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    std::span<const store::Migration> control_migrations() const override {
        return server::control_migrations();
    }

    Request request(Page& page, Method method, std::string target, std::string body) {
        Request made;
        made.method = method;
        made.target = std::move(target);
        made.address = page.address;
        made.secure = page.secure;
        made.headers = {{"host", "localhost"},
                        {"content-type", "application/json"},
                        {"idempotency-key", "key " + std::to_string(++keys_)},
                        {"if-match", "\"" + std::to_string(version_) + "\""},
                        {"x-csrf-token", page.csrf},
                        {"user-agent", "Firefox"}};
        std::string cookies;
        for (const auto& [name, value] : page.cookies) cookies += name + "=" + value + "; ";
        if (!cookies.empty()) made.headers.push_back({"cookie", cookies});
        if (!page.from_site.empty()) made.headers.push_back({"sec-fetch-site", page.from_site});
        if (!page.bearer.empty()) {
            made.headers.push_back({"authorization", "Bearer " + page.bearer});
        }
        made.body = std::move(body);
        split_target(made);
        return made;
    }
    static void keep_cookies(Page& page, const Response& response) {
        for (const auto& field : response.headers) {
            if (field.name != "set-cookie") continue;
            const auto equals = field.value.find('=');
            page.cookies[field.value.substr(0, equals)] = field.value.substr(
                equals + 1, field.value.find(';') - equals - 1);
        }
        if (const auto csrf = text_in(response.body, "csrf_token"); !csrf.empty()) page.csrf = csrf;
    }
    Response send(Page& page, Method method, std::string target, std::string body = "{}") {
        auto asked = request(page, method, std::move(target), std::move(body));
        Response response;
        try {
            dispatcher_->admit(asked);
            response = dispatcher_->answer(asked);
        } catch (const Error& error) {
            response = dispatcher_->problem(asked, error);
        }
        keep_cookies(page, response);
        return response;
    }
    Response sign_in(Page& page, std::string_view password = access::kPassword) {
        return send(page, Method::Post, "/api/v1/session",
                    R"({"login":"ann@example.com","password":")" + std::string(password) + "\"}");
    }
    // The first string of this name in a JSON text.
    static std::string text_in(const std::string& json, const std::string& name) {
        const std::string mark = '"' + name + "\":\"";
        const auto at = json.find(mark);
        if (at == std::string::npos) return {};
        const auto begin = at + mark.size();
        return json.substr(begin, json.find('"', begin) - begin);
    }
    static std::string from_base32(std::string_view text) {
        std::string out;
        unsigned bits = 0;
        int count = 0;
        for (const char c : text) {
            bits = (bits << 5) | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
            count += 5;
            if (count < 8) continue;
            count -= 8;
            out += static_cast<char>(bits >> count);
        }
        return out;
    }
    // What her app shows, and the clock goes on to the next code.
    std::string code() {
        clock.advance(access::kTotpStepMs);
        return R"({"code":")" + access::totp_code(seed_, clock.now().ms / access::kTotpStepMs) +
               "\"}";
    }
    // Returns the answer with the recovery codes.
    std::string enrol(Page& page) {
        const auto begun = send(page, Method::Post, "/api/v1/session/totp/enrolment");
        EXPECT_EQ(begun.status, 200) << begun.body;
        seed_ = from_base32(text_in(begun.body, "secret"));
        const auto done = send(page, Method::Post, "/api/v1/session/totp/confirmation", code());
        EXPECT_EQ(done.status, 200) << done.body;
        return done.body;
    }
    int session_status(Page& page) { return send(page, Method::Get, "/api/v1/session").status; }

    Limits limits_;
    access::Totp totp_{access::Seal({}), random_};
    std::optional<House> house_;
    std::optional<Router> router_;
    std::optional<Metrics> metrics_;
    std::optional<StaticFiles> files_;
    std::optional<Dispatcher> dispatcher_;
    std::string seed_;
    int keys_ = 0;
    int version_ = 0;
};
INSTANTIATE_ON_BOTH_DATABASES(SignIn);

TEST_P(SignIn, GivesACookieOfThisHostThatNoScriptReads) {
    Page page{.secure = true};
    const auto answer = sign_in(page);
    EXPECT_EQ(answer.status, 200) << answer.body;
    int cookies = 0;
    for (const auto& field : answer.headers) {
        if (field.name != "set-cookie") continue;
        ++cookies;
        EXPECT_TRUE(field.value.starts_with("__Host-tsunagi")) << field.value;
        for (const char* wanted : {"; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"}) {
            EXPECT_NE(field.value.find(wanted), std::string::npos) << field.value;
        }
        EXPECT_EQ(field.value.find("Domain"), std::string::npos);
    }
    EXPECT_EQ(cookies, 2);
    EXPECT_EQ(session_status(page), 200);
}

TEST_P(SignIn, EndsTheSessionThatTheBrowserHad) {
    Page page;
    Page elsewhere;
    sign_in(page);
    sign_in(elsewhere);
    Page before = page;
    EXPECT_EQ(sign_in(page, "wrong").status, 401);
    EXPECT_EQ(session_status(before), 200);
    EXPECT_EQ(sign_in(page).status, 200);
    EXPECT_EQ(session_status(before), 401);
    EXPECT_EQ(session_status(page), 200);
    EXPECT_EQ(session_status(elsewhere), 200);
    enrol(page);
    sign_in(elsewhere);
    Page half = elsewhere;
    EXPECT_EQ(send(half, Method::Get, "/api/v1/session/step").status, 200);
    sign_in(elsewhere);
    EXPECT_EQ(send(half, Method::Get, "/api/v1/session/step").status, 401);
    EXPECT_EQ(send(elsewhere, Method::Get, "/api/v1/session/step").status, 200);
}

TEST_P(SignIn, KnowsTheBrowserAgainWhereverItIs) {
    Page hers;
    EXPECT_EQ(sign_in(hers).status, 200);
    for (int i = 0; i < 40; ++i) {
        Page guesser{.address = "198.51.100." + std::to_string(i)};
        sign_in(guesser, "wrong");
    }
    Page stranger{.address = "203.0.113.1"};
    EXPECT_EQ(sign_in(stranger).status, 429);
    hers.address = "203.0.113.2";
    EXPECT_EQ(sign_in(hers).status, 200);
}

TEST_P(SignIn, AsksForTheCodeOnceAnAppIsSetUp) {
    Page page;
    sign_in(page);
    enrol(page);
    EXPECT_EQ(session_status(page), 200);
    Page other;
    const auto begun = sign_in(other);
    EXPECT_EQ(begun.status, 200);
    EXPECT_EQ(text_in(begun.body, "next"), "totp");
    EXPECT_EQ(session_status(other), 401);
    EXPECT_EQ(send(other, Method::Get, "/api/v1/shops/1/customers").status, 401);
    EXPECT_EQ(send(other, Method::Post, "/api/v1/session/totp/enrolment").status, 401);
    const auto wrong = send(other, Method::Post, "/api/v1/session/totp", R"({"code":"000000"})");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(text_in(wrong.body, "pointer"), "/code");
    const std::string right = code();
    Page thief = other;
    const auto done = send(other, Method::Post, "/api/v1/session/totp", right);
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(text_in(done.body, "next"), "");
    EXPECT_EQ(session_status(other), 200);
    EXPECT_EQ(send(thief, Method::Post, "/api/v1/session/totp", right).status, 401);
}

TEST_P(SignIn, LetsARecoveryCodeInOnce) {
    Page page;
    sign_in(page);
    const std::string codes = enrol(page);
    const std::string first = codes.substr(codes.find("[\"") + 2, 29);
    for (const int expected : {200, 422}) {
        Page other;
        sign_in(other);
        const auto answer = send(other, Method::Post, "/api/v1/session/totp",
                                 R"({"recovery_code":")" + first + "\"}");
        EXPECT_EQ(answer.status, expected) << answer.body;
    }
}

TEST_P(SignIn, LetsNobodyGuessTheCode) {
    Page page;
    sign_in(page);
    enrol(page);
    Page other;
    sign_in(other);
    int evaluated = 0;
    for (int i = 0; i < 20; ++i) {
        const auto answer = send(other, Method::Post, "/api/v1/session/totp",
                                 R"({"code":"00000)" + std::to_string(i % 10) + "\"}");
        evaluated += answer.status == 422;
    }
    EXPECT_EQ(evaluated, 5);
    EXPECT_EQ(send(other, Method::Post, "/api/v1/session/totp", code()).status, 429);
}

TEST_P(SignIn, MakesOneEnrolWhereTheRoleAsksForIt) {
    ask_for_second_factor();
    Page page;
    EXPECT_EQ(text_in(sign_in(page).body, "next"), "enrol");
    EXPECT_EQ(session_status(page), 401);
    Page without_token = page;
    without_token.csrf = "";
    EXPECT_EQ(send(without_token, Method::Post, "/api/v1/session/totp/enrolment").status, 403);
    const std::string before = page.cookies["tsunagi"];
    enrol(page);
    EXPECT_NE(page.cookies["tsunagi"], before);
    EXPECT_EQ(session_status(page), 200);
    const auto removal = send(page, Method::Delete, "/api/v1/session/totp");
    EXPECT_EQ(removal.status, 409) << removal.body;
}

TEST_P(SignIn, AsksForAFreshProofAfterTenMinutes) {
    Page page;
    sign_in(page);
    const auto networks = [&](Page& from) {
        return send(from, Method::Put, "/api/v1/shops/1/networks", R"({"networks":[]})");
    };
    EXPECT_EQ(networks(page).status, 200);
    clock.advance(10 * 60'000);
    const auto refused = networks(page);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(text_in(refused.body, "code"), "step_up_required");
    EXPECT_EQ(session_status(page), 200);
    EXPECT_EQ(send(page, Method::Post, "/api/v1/session/step-up", R"({"password":"wrong"})").status,
              422);
    Page before = page;
    const auto proven = send(page, Method::Post, "/api/v1/session/step-up",
                             R"({"password":"correct horse battery"})");
    EXPECT_EQ(proven.status, 200) << proven.body;
    EXPECT_EQ(session_status(before), 401);
    EXPECT_EQ(networks(page).status, 200);
}

TEST_P(SignIn, StepsUpWithTheSecondFactorOfWhoHasOne) {
    Page page;
    sign_in(page);
    const std::string codes = enrol(page);
    clock.advance(11 * 60'000);
    EXPECT_EQ(send(page, Method::Post, "/api/v1/session/recovery-codes").status, 403);
    const auto refused = send(page, Method::Post, "/api/v1/session/step-up",
                              R"({"password":"correct horse battery"})");
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("needs_second_factor"), std::string::npos) << refused.body;
    const auto change = [&] {
        return send(page, Method::Put, "/api/v1/session/password",
                    R"({"current":"correct horse battery","password":"correct horse battery"})");
    };
    EXPECT_EQ(text_in(change().body, "code"), "step_up_required");
    const std::string paper = R"({"recovery_code":")" + codes.substr(codes.find("[\"") + 2, 29) +
                              "\"}";
    EXPECT_EQ(send(page, Method::Post, "/api/v1/session/step-up", paper).status, 200);
    EXPECT_EQ(send(page, Method::Post, "/api/v1/session/step-up", paper).status, 422);
    EXPECT_EQ(change().status, 200);
    clock.advance(11 * 60'000);
    EXPECT_EQ(send(page, Method::Post, "/api/v1/session/step-up", code()).status, 200);
    EXPECT_EQ(send(page, Method::Post, "/api/v1/session/recovery-codes").status, 200);
    EXPECT_EQ(send(page, Method::Delete, "/api/v1/session/totp").status, 204);
    EXPECT_EQ(send(page, Method::Post, "/api/v1/session/recovery-codes").status, 409);
}

TEST_P(SignIn, TakesAPasskeyAsSecondFactorAndAlone) {
    access::Authenticator phone({"localhost", "http://localhost"});
    Page page;
    sign_in(page);
    const auto options = send(page, Method::Post, "/api/v1/session/passkeys/options");
    const auto added = send(page, Method::Post, "/api/v1/session/passkeys",
                            to_json(phone.attest(text_in(options.body, "challenge"))));
    EXPECT_EQ(added.status, 201) << added.body;
    const auto challenge = [&](Page& from) {
        return text_in(send(from, Method::Post, "/api/v1/session/passkey/options").body,
                       "challenge");
    };
    const auto give = [&](Page& to, const std::string& path) {
        return send(to, Method::Post, path, to_json(phone.assert_for(challenge(to))));
    };
    Page second;
    EXPECT_EQ(text_in(sign_in(second).body, "next"), "passkey");
    EXPECT_EQ(send(second, Method::Get, "/api/v1/session/step").status, 200);
    EXPECT_EQ(give(second, "/api/v1/session/passkey").status, 200);
    EXPECT_EQ(session_status(second), 200);
    EXPECT_EQ(send(second, Method::Get, "/api/v1/session/step").status, 401);
    Page alone;
    EXPECT_EQ(give(alone, "/api/v1/session/passkey").status, 200);
    EXPECT_EQ(session_status(alone), 200);
    clock.advance(11 * 60'000);
    EXPECT_EQ(send(alone, Method::Delete, "/api/v1/session/passkeys/1").status, 403);
    EXPECT_EQ(give(alone, "/api/v1/session/step-up/passkey").status, 200);
    EXPECT_NE(send(alone, Method::Get, "/api/v1/session/passkeys").body.find("her phone"),
              std::string::npos);
    enrol(alone);
    EXPECT_EQ(send(alone, Method::Delete, "/api/v1/session/totp").status, 204);
    EXPECT_NE(send(alone, Method::Get, "/api/v1/session").body.find("recovery_codes\":10"),
              std::string::npos);
    EXPECT_EQ(send(alone, Method::Delete, "/api/v1/session/passkeys/1").status, 204);
    Page gone;
    EXPECT_EQ(give(gone, "/api/v1/session/passkey").status, 401);
}

TEST_P(SignIn, LetsAPasskeyBeTheFactorThatARoleAsksFor) {
    ask_for_second_factor();
    access::Authenticator phone({"localhost", "http://localhost"});
    Page page;
    EXPECT_EQ(text_in(sign_in(page).body, "next"), "enrol");
    const auto options = send(page, Method::Post, "/api/v1/session/passkeys/options");
    const auto added = send(page, Method::Post, "/api/v1/session/passkeys",
                            to_json(phone.attest(text_in(options.body, "challenge"))));
    EXPECT_EQ(added.status, 201) << added.body;
    EXPECT_NE(added.body.find("recovery_codes\":[\""), std::string::npos);
    EXPECT_EQ(session_status(page), 200);
    EXPECT_EQ(send(page, Method::Delete, "/api/v1/session/passkeys/1").status, 409);
}

TEST_P(SignIn, NamesNoOtherHouseUnlessOneIsConfigured) {
    Page page;
    EXPECT_EQ(send(page, Method::Get, "/api/v1/session/oidc").body, R"({"providers":[]})");
    EXPECT_EQ(send(page, Method::Get, "/api/v1/session/oidc/start?provider=corp").status, 404);
    EXPECT_EQ(send(page, Method::Get, "/api/v1/session/oidc/callback?state=a").status, 404);
}

TEST_P(SignIn, AnotherSiteCannotBeginASignInElsewhere) {
    const std::string start = "/api/v1/session/oidc/start?provider=corp";
    for (const char* site : {"cross-site", "same-site"}) {
        Page page{.from_site = site};
        EXPECT_EQ(send(page, Method::Get, start).status, 403) << site;
    }
    for (const char* site : {"same-origin", "none"}) {
        Page page{.from_site = site};
        EXPECT_EQ(send(page, Method::Get, start).status, 404) << site;
    }
}

TEST_P(SignIn, ShowsAndEndsOnesOtherSessions) {
    Page here;
    Page there;
    sign_in(here);
    sign_in(there);
    const auto list = send(here, Method::Get, "/api/v1/sessions");
    EXPECT_EQ(list.status, 200);
    EXPECT_NE(list.body.find(R"("current":true)"), std::string::npos);
    EXPECT_NE(list.body.find(R"("agent":"Firefox")"), std::string::npos);
    EXPECT_EQ(send(here, Method::Delete, "/api/v1/sessions").status, 204);
    EXPECT_EQ(session_status(there), 401);
    EXPECT_EQ(session_status(here), 200);
    EXPECT_EQ(send(here, Method::Delete, "/api/v1/sessions/77").status, 404);
    clock.advance(10 * 60'000);
    for (const char* path : {"/api/v1/sessions", "/api/v1/sessions/1"}) {
        EXPECT_EQ(text_in(send(here, Method::Delete, path).body, "code"), "step_up_required");
    }
}

TEST_P(SignIn, LetsAnAdministratorEndTheSessionsOfAMember) {
    const auto bob = add_user("bob@example.com", "op");
    Page his;
    send(his, Method::Post, "/api/v1/session",
         R"({"login":"bob@example.com","password":"correct horse battery"})");
    Page hers;
    sign_in(hers);
    const std::string path = "/api/v1/shops/1/members/" + std::to_string(bob.value);
    const auto seen = send(hers, Method::Get, path + "/sessions");
    EXPECT_EQ(seen.status, 200);
    EXPECT_NE(seen.body.find("Firefox"), std::string::npos);
    EXPECT_EQ(send(his, Method::Delete, path + "/sessions").status, 403);
    EXPECT_EQ(send(hers, Method::Delete, path + "/sessions").status, 204);
    EXPECT_EQ(session_status(his), 401);
    EXPECT_EQ(send(hers, Method::Delete, "/api/v1/shops/1/members/77/sessions").status, 404);
    EXPECT_EQ(send(hers, Method::Delete, path + "/sessions/77").status, 404);
}

TEST_P(SignIn, LetsAPasswordThatAnAdministratorMadeLastAWeek) {
    Page hers;
    sign_in(hers);
    const auto made = send(hers, Method::Post, "/api/v1/shops/1/members",
                           R"({"login":"bob","name":"Bob","roles":["op"],)"
                           R"("password":"twelve and more"})");
    ASSERT_EQ(made.status, 201) << made.body;
    const std::string login = R"({"login":"bob","password":"twelve and more"})";
    Page his;
    EXPECT_NE(text_in(send(his, Method::Post, "/api/v1/session", login).body, "password_until"),
              "");
    clock.advance(access::kMadePasswordLastsMs);
    const auto late = send(his, Method::Post, "/api/v1/session", login);
    EXPECT_NE(late.body.find("password_expired"), std::string::npos) << late.body;
    EXPECT_EQ(text_in(sign_in(hers).body, "password_until"), "");
}

TEST_P(SignIn, GivesAMemberANewPasswordForAWeekAndTellsWhy) {
    const auto bob = std::to_string(add_user("bob@example.com", "op").value);
    const auto his_with = [&](const std::string& password) {
        Page page;
        return send(page, Method::Post, "/api/v1/session",
                    R"({"login":"bob@example.com","password":")" + password + "\"}");
    };
    Page hers;
    sign_in(hers);
    const std::string order = R"({"reason":"it had expired; seen in person"})";
    const auto make = [&](const std::string& whose, const std::string& body) {
        return send(hers, Method::Post, "/api/v1/shops/1/members/" + whose + "/password", body);
    };
    EXPECT_EQ(make(bob, R"({"reason":""})").status, 422);
    EXPECT_EQ(make(std::to_string(ann_.value), order).status, 403);
    const auto made = make(bob, order);
    const auto password = text_in(made.body, "password");
    EXPECT_EQ(password.size(), 22U) << made.body;  // base64url of 16 bytes
    EXPECT_EQ(his_with(std::string(access::kPassword)).status, 401);
    EXPECT_EQ(text_in(his_with(password).body, "password_until"), text_in(made.body, "until"));
    const auto told = send(hers, Method::Get, "/api/v1/shops/1/audit?kind=rights_changed").body;
    EXPECT_NE(told.find("it had expired; seen in person"), std::string::npos) << told;
    EXPECT_EQ(told.find(password), std::string::npos);
    clock.advance(10 * 60'000);
    EXPECT_EQ(text_in(make(bob, order).body, "code"), "step_up_required");
}

TEST_P(SignIn, LetsNobodyStandInForWhoMayDoMoreElsewhere) {
    const auto bob = add_user("bob@example.com", "op");
    control_database().write({}, [&](store::Tx& tx) {
        access::add_membership(tx, access::rights_of_the_house(), bob,
                               {.shop = access::create_shop(tx, "elsewhere"), .roles = {"op"}});
    });
    Page hers;
    sign_in(hers);
    for (const char* what : {"/password", "/second-factor/reset"}) {
        const auto path = "/api/v1/shops/1/members/" + std::to_string(bob.value) + what;
        EXPECT_EQ(send(hers, Method::Post, path, R"({"reason":"seen"})").status, 403) << what;
    }
}

TEST_P(SignIn, TellsWhyTheSecondFactorOfAMemberWasReset) {
    const auto bob = add_user("bob@example.com", "op");
    Page hers;
    sign_in(hers);
    const auto reset = [&](const std::string& reason) {
        return send(hers, Method::Post,
                    "/api/v1/shops/1/members/" + std::to_string(bob.value) + "/second-factor/reset",
                    R"({"reason":")" + reason + "\"}");
    };
    EXPECT_EQ(reset("").status, 422);
    EXPECT_EQ(reset("lost his phone; seen in person").status, 204);
    const auto told = send(hers, Method::Get, "/api/v1/shops/1/audit?kind=rights_changed").body;
    EXPECT_NE(told.find("lost his phone; seen in person"), std::string::npos) << told;
}

TEST_P(SignIn, EndsTheSessionsOfAMemberWhoseRolesChange) {
    const auto bob = add_user("bob@example.com", "op");
    Page his;
    send(his, Method::Post, "/api/v1/session",
         R"({"login":"bob@example.com","password":"correct horse battery"})");
    EXPECT_EQ(session_status(his), 200);
    control_database().write({}, [&](store::Tx& tx) {
        access::MemberPatch patch;
        patch.roles = {Patch<std::vector<std::string>>::State::Value, {"op"}};
        const Viewer house = access::viewer_of_the_house(shop_id());
        access::change_member(tx, house, access::rights_of_the_house(), bob, 1, patch);
    });
    EXPECT_EQ(session_status(his), 200);
    control_database().write({}, [&](store::Tx& tx) {
        access::MemberPatch patch;
        patch.roles = {Patch<std::vector<std::string>>::State::Value, {"op", "sv"}};
        const Viewer house = access::viewer_of_the_house(shop_id());
        access::change_member(tx, house, access::rights_of_the_house(), bob, 2, patch);
    });
    EXPECT_EQ(session_status(his), 401);
}

TEST_P(SignIn, LetsProgramsInWithAKeyAndNothingElse) {
    Page page;
    sign_in(page);
    const auto made = send(page, Method::Post, "/api/v1/shops/1/api-keys",
                           R"({"name":"warehouse","role":"op","valid_days":30})");
    EXPECT_EQ(made.status, 201) << made.body;
    Page program{.bearer = text_in(made.body, "token")};
    EXPECT_EQ(send(program, Method::Get, "/api/v1/shops/1/customers").status, 200);
    const auto created = send(program, Method::Post, "/api/v1/shops/1/customers",
                              R"({"name":"佐藤"})");
    EXPECT_LT(created.status, 300) << created.body;
    EXPECT_EQ(send(program, Method::Get, "/api/v1/session").status, 403);
    EXPECT_EQ(send(program, Method::Get, "/api/v1/sessions").status, 403);
    EXPECT_EQ(send(program, Method::Get, "/api/v1/shops/7/customers").status, 404);
    EXPECT_EQ(send(program, Method::Get, "/api/v1/shops/1/api-keys").status, 403);
    EXPECT_EQ(send(program, Method::Get, "/api/v1/shops/1/today.csv").status, 403);
    program.bearer += "x";
    EXPECT_EQ(send(program, Method::Get, "/api/v1/shops/1/customers").status, 401);
    program.bearer.pop_back();
    const auto list = send(page, Method::Get, "/api/v1/shops/1/api-keys");
    EXPECT_EQ(list.body.find(program.bearer), std::string::npos);
    EXPECT_EQ(send(page, Method::Delete, "/api/v1/shops/1/api-keys/1").status, 204);
    EXPECT_EQ(send(program, Method::Get, "/api/v1/shops/1/customers").status, 401);
}

TEST_P(SignIn, AsksForAFreshProofBeforeTheBrakeOrTheTrailIsLoosened) {
    Page page;
    sign_in(page);
    const auto made = send(page, Method::Post, "/api/v1/shops/1/api-keys",
                           R"({"name":"warehouse","role":"adm","valid_days":30})");
    Page program{.bearer = text_in(made.body, "token")};
    const auto change = [&](Page& by, const std::string& setting) {
        auto answer = send(by, Method::Patch, "/api/v1/shops/1/settings", "{" + setting + "}");
        version_ += answer.status == 200;
        return answer;
    };
    clock.advance(10 * 60'000);
    EXPECT_EQ(change(program, R"("today_horizon_days":9)").status, 200);
    EXPECT_EQ(change(page, R"("today_horizon_days":8)").status, 200);
    for (const char* setting :
         {R"("export_persons_per_day":10000000)", R"("audit_retention_days":365)"}) {
        EXPECT_EQ(text_in(change(program, setting).body, "code"), "api_key_refused") << setting;
        EXPECT_EQ(text_in(change(page, setting).body, "code"), "step_up_required") << setting;
    }
    send(page, Method::Post, "/api/v1/session/step-up", R"({"password":"correct horse battery"})");
    EXPECT_EQ(change(page, R"("export_persons_per_day":10000000)").status, 200);
    EXPECT_EQ(change(page, R"("audit_retention_days":365)").status, 200);
}

TEST_P(SignIn, TellsOfWhoAsksTooFastOnceAMinute) {
    Page page;
    sign_in(page);
    Page hasty;
    sign_in(hasty);
    dispatcher_.emplace(*house_, limits_, *router_, *metrics_, *files_, Allowance{20, 0.001});
    int refused = 0;
    for (int i = 1; i <= 40; ++i) {
        const auto path = "/api/v1/shops/1/customers/" + std::to_string(i);
        refused += send(hasty, Method::Get, path).status == 429;
    }
    EXPECT_GE(refused, 20);
    dispatcher_.emplace(*house_, limits_, *router_, *metrics_, *files_, Allowance{1e9, 1e9});
    const auto told = send(page, Method::Get, "/api/v1/shops/1/audit?kind=denied").body;
    const auto first = told.find(R"("status":429)");
    ASSERT_NE(first, std::string::npos) << told;
    EXPECT_EQ(told.find(R"("status":429)", first + 1), std::string::npos) << told;
}

TEST_P(SignIn, KeepsTheShopToItsNetworks) {
    Page office{.address = "10.1.2.3"};
    Page home{.address = "203.0.113.9"};
    sign_in(office);
    sign_in(home);
    const std::string list = R"({"networks":[{"block":"10.0.0.0/8","note":"office"}]})";
    const auto locked_out = send(home, Method::Put, "/api/v1/shops/1/networks", list);
    EXPECT_EQ(locked_out.status, 422);
    EXPECT_NE(locked_out.body.find("locks_you_out"), std::string::npos);
    EXPECT_EQ(send(office, Method::Put, "/api/v1/shops/1/networks", list).status, 200);
    EXPECT_EQ(send(home, Method::Get, "/api/v1/shops/1/customers").status, 403);
    EXPECT_EQ(send(office, Method::Get, "/api/v1/shops/1/customers").status, 200);
    EXPECT_EQ(session_status(home), 200);
}

}  // namespace
}  // namespace tsunagi::server

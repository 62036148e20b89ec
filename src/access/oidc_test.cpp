#include "access/oidc.h"
#include "access/second_factor.h"
#include "access/signing_house_testing.h"
#include "access/testing.h"
#include "base/files.h"

namespace tsunagi::access {
namespace {

constexpr std::string_view kIssuer = "https://idp.example";

// The other house, in memory.
class FakeHouse final : public outgoing::Fetch {
public:
    FakeHouse() : outgoing::Fetch({}) {}

    outgoing::Fetched ask(const outgoing::Asked& asked) const override {
        if (asked.url.ends_with("/.well-known/openid-configuration")) {
            return {200, R"({"issuer":"https://idp.example","jwks_uri":"https://idp.example/jwks",)"
                         R"("authorization_endpoint":"https://idp.example/auth?x=1",)"
                         R"("token_endpoint":"https://idp.example/token",)"
                         R"("userinfo_endpoint":"https://idp.example/me","more":[]})"};
        }
        if (asked.url.ends_with("/jwks")) return {200, keys.jwks()};
        if (asked.url.ends_with("/me")) return {200, user_words};
        last_form = asked.form;
        authorization = asked.headers.at(1);
        return {token_status, R"({"id_token":")" + id_token + R"(","access_token":"a"})"};
    }

    SigningHouse keys;
    std::string id_token;
    std::string user_words = R"({"sub":"ann-7"})";
    int token_status = 200;
    mutable std::string last_form;
    mutable std::string authorization;
};

class OtherHouses : public WithAnn {
protected:
    void SetUp() override {
        WithAnn::SetUp();
        auto house = std::make_unique<FakeHouse>();
        house_ = house.get();
        OidcProvider corp{.id = "corp",
                          .name = "Corp",
                          .issuer = std::string(kIssuer),
                          .client_id = "tsunagi",
                          .client_secret = "a b",
                          .public_url = "https://crm.example"};
        OidcProvider other = corp;
        other.id = "other";
        oidc_ = std::make_unique<Oidc>(control_database(), clock, random_, Seal({}),
                                       std::vector{std::move(corp), std::move(other)},
                                       std::move(house));
    }
    void TearDown() override {
        oidc_.reset();
        WithAnn::TearDown();
    }
    static std::string in_query(const std::string& url, const std::string& name) {
        const auto at = url.find("&" + name + "=") + name.size() + 2;
        return url.substr(at, url.find('&', at) - at);
    }
    static constexpr std::string_view kHers = R"("email":"Ann@Example.com","email_verified":true)";

    std::string claims(std::string_view more = kHers, std::string_view subject = "ann-7") const {
        const auto now_s = std::to_string(clock.now().ms / 1000);
        std::string json = R"({"iss":"https://idp.example","aud":"tsunagi","exp":)" + now_s +
                           R"(,"iat":)" + now_s;
        json.append(R"(,"sub":")").append(subject);
        json.append(R"(","nonce":")").append(in_query(url_, "nonce")).append("\"");
        if (!more.empty()) json.append(",").append(more);
        return json + "}";
    }
    // Goes out, and the house makes a token for who comes.
    std::string leave(std::string_view more = kHers, std::string_view subject = "ann-7",
                      std::string_view provider = "corp",
                      std::optional<Id<SessionRow>> former = {}) {
        const auto departure = oidc_->begin(provider, former);
        url_ = departure.url;
        house_->id_token = house_->keys.token(claims(more, subject));
        return departure.state;
    }
    Id<User> come_back(const std::string& state, std::string_view issuer = {}) {
        return oidc_->finish({state, "a code", issuer}).user;
    }

    FakeHouse* house_ = nullptr;
    std::unique_ptr<Oidc> oidc_;
    std::string url_;
};
INSTANTIATE_ON_BOTH_DATABASES(OtherHouses);

TEST_P(OtherHouses, SayWhoSomebodyIsByHerVerifiedAddressAndLaterByHerSubject) {
    EXPECT_EQ(come_back(leave(), kIssuer), ann_);
    EXPECT_TRUE(url_.starts_with("https://idp.example/auth?x=1&response_type=code&"));
    EXPECT_EQ(in_query(url_, "redirect_uri"),
              "https%3A%2F%2Fcrm.example%2Fapi%2Fv1%2Fsession%2Foidc%2Fcallback");
    EXPECT_EQ(in_query(url_, "code_challenge_method"), "S256");
    EXPECT_EQ(in_query(url_, "code_challenge").size(), 43u);
    EXPECT_NE(house_->last_form.find("code_verifier="), std::string::npos);
    EXPECT_EQ(house_->authorization, "Authorization: Basic dHN1bmFnaTphJTIwYg==");
    EXPECT_EQ(come_back(leave("")), ann_);
}

TEST_P(OtherHouses, ASecondSubjectWithHerAddressIsNotHer) {
    EXPECT_EQ(come_back(leave()), ann_);
    EXPECT_CODE(come_back(leave(kHers, "ann-8")), Code::Unauthenticated);
    EXPECT_CODE(come_back(leave(kHers, "ann-7", "other")), Code::Unauthenticated);
    EXPECT_EQ(come_back(leave("")), ann_);
    control_database().write({}, [&](store::Tx& tx) { remove_second_factors(tx, ann_); });
    EXPECT_CODE(come_back(leave("")), Code::Unauthenticated);
    EXPECT_EQ(come_back(leave(kHers, "ann-8")), ann_);
}

TEST_P(OtherHouses, AreAskedForTheAddressWhenTheirTokenDoesNotTell) {
    house_->user_words = R"({"sub":"ann-7","email":"ann@example.com","email_verified":true})";
    EXPECT_EQ(come_back(leave("")), ann_);
    house_->user_words = R"({"sub":"bob","email":"ann@example.com","email_verified":true})";
    EXPECT_CODE(come_back(leave("")), Code::Unauthenticated);
}

TEST_P(OtherHouses, BringNobodyInWhoIsNoUserOrNotVerified) {
    for (const char* words :
         {"", R"("email":"ann@example.com")", R"("email":"ann@example.com","email_verified":false)",
          R"("email":"bob@example.com","email_verified":true)"}) {
        EXPECT_CODE(come_back(leave(words)), Code::Unauthenticated) << words;
    }
}

TEST_P(OtherHouses, AreBelievedOnceAndInTime) {
    const auto state = leave();
    EXPECT_EQ(come_back(state), ann_);
    EXPECT_CODE(come_back(state), Code::Unauthenticated);
    EXPECT_CODE(come_back("guess"), Code::Unauthenticated);
    const auto late = leave();
    clock.advance(10 * 60'000);
    EXPECT_CODE(come_back(late), Code::Unauthenticated);
    const auto mixed_up = leave();
    EXPECT_CODE(come_back(mixed_up, "https://evil.example"), Code::Unauthenticated);
    const auto first = leave();
    leave();  // the token is now of another sign-in
    EXPECT_CODE(come_back(first), Code::Unauthenticated);
    house_->token_status = 400;
    EXPECT_CODE(come_back(leave()), Code::Unauthenticated);
    EXPECT_CODE(oidc_->begin("nobody"), Code::NotFound);
}

TEST_P(OtherHouses, GiveBackWhichSessionTheBrowserLeftWith) {
    const auto former = sign_in().who.session;
    const auto signed_in = leave(kHers, "ann-7", "corp", former);
    EXPECT_EQ(oidc_->finish({signed_in, "a code", ""}).former, former);
    const auto stranger = leave();
    EXPECT_FALSE(oidc_->finish({stranger, "a code", ""}).former);
}

TEST_P(OtherHouses, MayHaveANewKey) {
    EXPECT_EQ(come_back(leave()), ann_);
    house_->keys = SigningHouse();
    EXPECT_CODE(come_back(leave()), Code::Unauthenticated);  // the same key id, another key
    clock.advance(10 * 60'000);
    EXPECT_EQ(come_back(leave()), ann_);
}

TEST(OidcProviders, AreReadFromAFileOfTheirOwner) {
    const store::TestFolder folder;
    const auto path = folder.path() / "oidc.json";
    const auto write = [&](const std::string& issuer, const std::string& more) {
        write_atomically(path, R"({"providers":[{"id":"corp","name":"社内","issuer":")" + issuer +
                                   R"(","client_id":"a","client_secret":"b",)"
                                   R"("public_url":"https://crm.example")" +
                                   more + "}]}");
    };
    write("https://idp.example", "");
    EXPECT_EQ(read_oidc_providers(path).at(0).id, "corp");
    write("http://10.0.0.1:8080", "");
    EXPECT_CODE(read_oidc_providers(path), Code::InvalidInput);
    write("http://10.0.0.1:8080/a", R"(,"inside":true)");
    EXPECT_EQ(exempt_hosts(read_oidc_providers(path)), outgoing::Exempt{"10.0.0.1:8080"});
    write("https://idp.example", R"(,"surprise":true)");
    EXPECT_CODE(read_oidc_providers(path), Code::InvalidInput);
    write("https://idp.example", "");
    using std::filesystem::perms;
    std::filesystem::permissions(path, perms::others_read, std::filesystem::perm_options::add);
    EXPECT_CODE(read_oidc_providers(path), Code::Forbidden);
}

}  // namespace
}  // namespace tsunagi::access

#include "access/id_token.h"
#include "access/signing_house_testing.h"
#include "base/encoding.h"
#include "base/testing.h"

#include <gtest/gtest.h>

namespace tsunagi::access {
namespace {

std::string encoded(std::string_view bytes) { return base64url(bytes_of(bytes)); }

constexpr Instant kNow{1'795'305'600'000};

class IdToken : public testing::Test {
protected:
    // Her claims, with one replaced or, when `value` is empty, left out.
    static std::string claims(const std::string& name = "", const std::string& value = "") {
        const auto now_s = kNow.ms / 1000;
        std::vector<std::pair<std::string, std::string>> all{{"iss", R"("https://idp.example")"},
                                                             {"sub", R"("ann-7")"},
                                                             {"aud", R"("tsunagi")"},
                                                             {"exp", std::to_string(now_s + 300)},
                                                             {"iat", std::to_string(now_s)},
                                                             {"nbf", std::to_string(now_s)},
                                                             {"nonce", R"("once")"},
                                                             {"email", R"("ann@example.com")"},
                                                             {"email_verified", "true"},
                                                             {"more", R"({"a":[1]})"}};
        std::string json = "{";
        for (auto& [key, text] : all) {
            if (key == name) text = value;
            if (text.empty()) continue;
            json.append(json.size() > 1 ? "," : "").append('"' + key + "\":" + text);
        }
        return json + "}";
    }
    Identity verify(const std::string& token) const {
        return verify_id_token(token, house_.jwks(),
                               {"https://idp.example", "tsunagi", "once", kNow});
    }

    static inline const SigningHouse house_{};
};

TEST_F(IdToken, SaysWhoSomebodyIsUnderEitherKindOfKey) {
    for (const char* algorithm : {"RS256", "ES256"}) {
        const auto identity = verify(house_.token(claims(), algorithm));
        EXPECT_EQ(identity.subject, "ann-7");
        EXPECT_EQ(identity.verified_email, "ann@example.com");
    }
    EXPECT_FALSE(verify(house_.token(claims("email_verified", "false"))).verified_email);
    EXPECT_FALSE(verify(house_.token(claims("email_verified"))).verified_email);
    EXPECT_EQ(verify(house_.token(claims("aud", R"(["tsunagi"])"))).subject, "ann-7");
}

TEST_F(IdToken, IsRefusedUnlessItsSignatureIsOfTheHouse) {
    const std::string good = house_.token(claims());
    const SigningHouse other;
    EXPECT_CODE(verify(other.token(claims())), Code::Unauthenticated);
    EXPECT_CODE(verify(other.token(claims(), "ES256")), Code::Unauthenticated);
    for (const char* algorithm : {"none", "HS256", "RS512", "ES384", ""}) {
        EXPECT_CODE(verify(house_.token(claims(), algorithm)), Code::Unauthenticated);
    }
    const auto dot = good.rfind('.');
    EXPECT_CODE(verify(good.substr(0, dot + 1)), Code::Unauthenticated);
    EXPECT_CODE(verify(good.substr(0, dot)), Code::Unauthenticated);
    EXPECT_CODE(verify(good + ".x"), Code::Unauthenticated);
    EXPECT_CODE(verify(""), Code::Unauthenticated);
    const auto first = good.find('.');
    const std::string forged = good.substr(0, first + 1) + encoded(claims("sub", R"("bob")")) +
                               good.substr(dot);
    EXPECT_CODE(verify(forged), Code::Unauthenticated);
}

TEST_F(IdToken, IsRefusedWhenItIsNotForUsNowAndForThisSignIn) {
    const auto now_s = kNow.ms / 1000;
    const std::vector<std::pair<std::string, std::string>> wrong{
        {"iss", R"("https://evil.example")"},
        {"iss", ""},
        {"sub", R"("")"},
        {"aud", R"("another")"},
        {"aud", R"(["another"])"},
        {"aud", R"(["tsunagi","another"])"},
        {"aud", "7"},
        {"exp", std::to_string(now_s - 61)},
        {"exp", ""},
        {"iat", std::to_string(now_s + 120)},
        {"iat", std::to_string(now_s - 4000)},
        {"nbf", std::to_string(now_s + 120)},
        {"nonce", R"("another")"},
        {"nonce", ""}};
    for (const auto& [name, value] : wrong) {
        EXPECT_CODE(verify(house_.token(claims(name, value))), Code::Unauthenticated)
            << name << "=" << value;
    }
    EXPECT_NO_THROW(verify(house_.token(claims("exp", std::to_string(now_s - 30)))));
    EXPECT_NO_THROW(verify(house_.token(claims("nbf", std::to_string(now_s + 30)))));
    EXPECT_NO_THROW(verify(house_.token(claims("nbf"))));
}

TEST_F(IdToken, TellsWhenTheHouseHasANewKey) {
    EXPECT_TRUE(has_key_for(house_.jwks(), house_.token(claims())));
    EXPECT_FALSE(has_key_for(R"({"keys":[]})", house_.token(claims())));
}

}  // namespace
}  // namespace tsunagi::access

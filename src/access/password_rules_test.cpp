#include "access/common_passwords.h"
#include "access/password_rules.h"
#include "base/testing.h"
#include "base/text.h"

#include <algorithm>

namespace tsunagi::access {
namespace {

std::string refusal_of(std::string_view password, const std::vector<std::string_view>& words) {
    try {
        check_new_password(password, words, "/password");
    } catch (const Error& error) {
        return error.fields().at(0).code;
    }
    return "";
}

TEST(PasswordRules, AllowAnythingLongThatIsNotGuessedFirst) {
    for (const std::string& fine :
         {std::string("絵文字😀もつかえるながいもの"), std::string("  spaces at both ends  "),
          std::string("correct horse battery"), std::string("twelve chars"),
          std::string("3141592653589793"), std::string(40, 'x') + "yz" + std::string(60, 'q')}) {
        EXPECT_EQ(refusal_of(fine, {"ann@example.com", "Ann"}), "") << fine;
    }
    std::string longest;
    for (int i = 0; i < 200; ++i) longest += static_cast<char>('a' + i * 7 % 26);
    EXPECT_EQ(refusal_of(longest, {}), "");
    EXPECT_EQ(refusal_of(longest + "!", {}), "password_too_long");
    EXPECT_EQ(refusal_of("eleven char", {}), "password_too_short");
    EXPECT_EQ(refusal_of("あいうえおかきくけこさ", {}), "password_too_short");  // 33 bytes
}

TEST(PasswordRules, RefuseWhatEveryListOfGuessesBeginsWith) {
    for (const char* bad : {"Password1234", "p a s s w o r d 1 2 3 4", "ｐａｓｓｗｏｒｄ１２３４",
                            "2026!qwertyuiop!!", "letmeinletmein", "aaaaaaaaaaaa", "121212121212",
                            "123456789012", "987654321098", "abcdefghijkl",
                            "あああああああああああああ", "!!!dragon!!!!!", "passwordpassword"}) {
        EXPECT_EQ(refusal_of(bad, {}), "password_guessable") << bad;
    }
}

TEST(PasswordRules, RefuseTheWordsOfThePersonAndTheShop) {
    const std::vector<std::string_view> words{"Ann@example.com", "山田花子", "つなぐ商店"};
    for (const char* bad : {"ann@example.com", "ANN@EXAMPLE.COM2026", "山田花子山田花子山田花子",
                            "つなぐ商店-20261122", "tsunagi-2026!", "つなぐ商店password"}) {
        EXPECT_EQ(refusal_of(bad, words), "password_guessable") << bad;
    }
    EXPECT_EQ(refusal_of("山田花子は朝に走る人です", words), "");
}

TEST(CommonPasswords, AreAtLeastThreeThousandInOrder) {
    EXPECT_GE(common_passwords().size(), 3000U);
    EXPECT_TRUE(std::ranges::is_sorted(common_passwords()));
    for (const char* known : {"password", "123456", "qwertyuiop", "iloveyou"}) {
        EXPECT_TRUE(is_common_password(known)) << known;
    }
    EXPECT_FALSE(is_common_password("correcthorsebattery"));
    EXPECT_FALSE(is_common_password(""));
}

// Shorter ones are refused for their length already.
TEST(CommonPasswords, OfThemThreeThousandAreLongEnoughToBeAskedFor) {
    int long_enough = 0;
    for (const auto word : common_passwords()) {
        EXPECT_EQ(search_form(word), word) << "no password has this form";
        if (code_points(word) < kShortestPassword) continue;
        ++long_enough;
        EXPECT_EQ(refusal_of(word, {}), "password_guessable") << word;
    }
    EXPECT_GE(long_enough, 3000);
}

}  // namespace
}  // namespace tsunagi::access

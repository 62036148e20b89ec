#include "base/text.h"

#include "base/testing.h"
#include "base/utf8.h"
#include "base/variant_kanji.h"

namespace tsunagi {

TEST(Text, Utf8IsStrict) {
    for (const auto text : {"", "a", "é", "表", "😀", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(is_utf8(text)) << text;
    }
    for (const auto text : {"\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE8\xA1", "a\xFF"}) {
        EXPECT_FALSE(is_utf8(text)) << text;
    }
    EXPECT_EQ(code_points("a表😀"), 3U);
}

TEST(Text, TrimmingTakesJapaneseSpaceAndWhatNobodySees) {
    EXPECT_EQ(trimmed(" \t　山田\u00A0\r\n"), "山田");
    EXPECT_EQ(trimmed("\uFEFF山\u200B田\x01\x7F"), "山田");
    EXPECT_EQ(trimmed("a\r\nb\rc\td"), "a\nb\nc d");
    EXPECT_EQ(trimmed("\u202Eevil"), "evil") << "a right-to-left override hides the true order";
    EXPECT_EQ(trimmed("a\xFFz"), "a\uFFFDz");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_EQ(trimmed("　"), "");
}

TEST(Text, NfkcUnifiesWidths) {
    EXPECT_EQ(nfkc("ﾔﾏﾀﾞ ﾊﾟﾋﾟｳﾞ"), "ヤマダ パピヴ");
    EXPECT_EQ(nfkc("ＡＢＣ１２３！"), "ABC123!");
    EXPECT_EQ(nfkc("㈱山田①"), "(株)山田1");
    EXPECT_EQ(nfkc("か\u3099"), "が");
    EXPECT_EQ(nfkc("カﾞ"), "ガ");
    EXPECT_EQ(nfkc("神\uFA19"), "神神");
    EXPECT_EQ(nfkc("e\u0301"), "é");
    EXPECT_EQ(nfkc("アﾞ"), "ア\u3099") << "no such kana: the mark stays";
}

TEST(Text, TheFastWayGivesWhatIcuGives) {
    for (char32_t c = 0x20; c <= 0xFFDC; ++c) {
        const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        const bool kana_or_width = (c >= 0x3000 && c < 0x3100) || c >= 0xFF00 || c < 0x80;
        if (surrogate || (!kana_or_width && c % 17 != 0)) continue;
        for (const char32_t mark : {U'|', U'\uFF9E', U'\uFF9F'}) {
            std::string text = "a";
            utf8::append(c, text);
            utf8::append(mark, text);
            // A letter that only the full algorithm knows forces it.
            ASSERT_EQ(nfkc(text + "|") + "é", nfkc(text + "|é")) << text;
        }
    }
}

TEST(Text, DashesAndWavesBecomeOneOfEach) {
    EXPECT_EQ(nfkc("03‐1234−5678"), "03-1234-5678");
    EXPECT_EQ(nfkc("10〜12～14"), "10~12~14");
    EXPECT_EQ(nfkc("コーヒー"), "コーヒー") << "a long vowel is no dash";
}

TEST(SearchForm, FindsANameHoweverItIsWritten) {
    EXPECT_EQ(search_form("髙橋　はなこ"), search_form("高橋ハナコ"));
    EXPECT_EQ(search_form("渡邉"), search_form("渡邊"));
    EXPECT_EQ(search_form("渡邉"), search_form("渡辺"));
    EXPECT_EQ(search_form("山﨑"), search_form("山崎"));
    EXPECT_EQ(search_form("斉藤"), search_form("齋藤"));
    EXPECT_EQ(search_form("𠮷田"), search_form("吉田"));
    EXPECT_EQ(search_form("葛\U000E0100城"), search_form("葛城"));
    EXPECT_EQ(search_form("ユ-ザ－"), search_form("ユーザー"));
    EXPECT_EQ(search_form("Tanaka TARO"), "tanakataro");
    EXPECT_NE(search_form("山田"), search_form("山本"));
}

TEST(SearchForm, AUnifiedKanjiIsNeverAVariantItself) {
    std::size_t variants = 0;
    for (char32_t c = 0; c <= 0x2FFFF; ++c) {
        const char32_t unified = unified_kanji(c);
        ASSERT_EQ(unified_kanji(unified), unified) << std::hex << unsigned(c);
        variants += unified != c;
    }
    EXPECT_GT(variants, 300U);
}

TEST(KanaForm, IsKatakanaWithOneSpace) {
    EXPECT_EQ(kana_form("やまだ　　はなこ"), "ヤマダ ハナコ");
    EXPECT_EQ(kana_form(" ﾔﾏﾀﾞ ﾊﾅｺ "), "ヤマダ ハナコ");
    EXPECT_EQ(kana_form("ゔぁん"), "ヴァン");
}

TEST(NormalForms, AreTheSameWhenTakenTwice) {
    for (const auto text : {"ﾔﾏﾀﾞ", "髙橋　花子", "e\x01\u0301", " \u00B4 ", "İstanbul", "ẞ",
                            "か\x01\u3099", "〜\u0338", "ｱﾞ", "\u3000\u3099", "ﬁ", "㍿", "ﾞ",
                            "ー－-", "ア-", "\u1E9E", "\uFF9E\uFF9E", "\u03F4", "葛\U000E0100"}) {
        for (const auto form : {nfkc, search_form, kana_form, trimmed}) {
            EXPECT_EQ(form(form(text)), form(text)) << text;
        }
    }
}

TEST(PhoneNumber, EverySpellingOfANumberIsTheSame) {
    for (const auto text : {"03-1234-5678",
                            "0312345678",
                            "312345678",
                            "＋８１３１２３４５６７８",
                            "+81(0)3-1234-5678",
                            "+81 (0) 3 1234 5678",
                            "+81-3-1234-5678",
                            "+810312345678",
                            "0081312345678",
                            "010813-1234-5678",
                            "01081312345678",
                            "81312345678",
                            "(03)1234-5678",
                            "03(1234)5678",
                            "０３－１２３４－５６７８",
                            "03ー1234ー5678",
                            "03 1234 5678",
                            "'0312345678",
                            "’+81312345678",
                            "03‐1234‐5678",
                            "03.1234.5678",
                            "312345678.0",
                            "0312345678（内線 123）",
                            "03-1234-5678 内線123",
                            "03-1234-5678 ext. 12",
                            "03-1234-5678x12",
                            "TEL：03-1234-5678",
                            "tel. 03-1234-5678",
                            "電話番号:03-1234-5678",
                            "=\"0312345678\"",
                            " 03-1234-5678\t",
                            "03-1234-5678#12",
                            "03-1234-5678(自宅)",
                            "03-1234-5678 日中"}) {
        EXPECT_EQ(phone_e164(text), "+81312345678") << text;
    }
}

TEST(PhoneNumber, MobileFreeAndInternetNumbersAreKnown) {
    const std::pair<const char*, const char*> numbers[] = {
        {"090-1234-5678", "+819012345678"}, {"9012345678", "+819012345678"},
        {"819012345678", "+819012345678"},  {"08012345678", "+818012345678"},
        {"070-1234-5678", "+817012345678"}, {"050-1234-5678", "+815012345678"},
        {"0120-123-456", "+81120123456"},   {"120123456", "+81120123456"},
        {"0800-123-4567", "+818001234567"}, {"0570-012-345", "+81570012345"},
        {"0123-45-6789", "+81123456789"},   {"060-1234-5678", "+816012345678"}};
    for (const auto& [typed, e164] : numbers) EXPECT_EQ(phone_e164(typed), e164) << typed;
}

TEST(PhoneNumber, NumbersOfOtherCountriesKeepTheirs) {
    EXPECT_EQ(phone_e164("+1 (415) 555-2671"), "+14155552671");
    EXPECT_EQ(phone_e164("010-1-415-555-2671"), "+14155552671");
    EXPECT_EQ(phone_e164("+44 (0)20 7946 0018"), "+442079460018");
    EXPECT_EQ(phone_e164("020 7946 0018", "44"), "+442079460018");
    EXPECT_EQ(phone_e164("(415) 555-2671", "1"), "+14155552671");
    EXPECT_EQ(phone_e164("011 81 3 1234 5678", "1"), "+81312345678");
    EXPECT_EQ(phone_e164("06 1234 5678", "39"), "+390612345678");
}

TEST(PhoneNumber, WhatCannotBeANumberIsNothing) {
    for (const auto text : {"",
                            "-",
                            "なし",
                            "0",
                            "110",
                            "0000000000",
                            "00000000000",
                            "03-1234-567",
                            "03-1234-56789",
                            "090-1234-567",
                            "090-1234-56789",
                            "3.12E+08",
                            "1e999",
                            "1.234567890E+09",
                            "03-1234(自宅)5678",
                            "03-1234-5678 / 090-1234-5678",
                            "03-1234-5678、0312345679",
                            "abc0312345678",
                            "+",
                            "++81312345678",
                            "03+1234-5678",
                            "+8131234567",
                            "+811234567890123456",
                            "+0312345678",
                            "不明 0312345678",
                            "030-1234-5678",
                            "1012345678",
                            "\xFF",
                            "+1234567890123456"}) {
        EXPECT_EQ(phone_e164(text), std::nullopt) << text;
    }
    EXPECT_EQ(phone_e164(std::string(100'000, '0')), std::nullopt);
}

TEST(PhoneNumber, IsShownByTheLengthOfItsAreaCode) {
    for (const auto number :
         {"03-1234-5678",  "06-6123-4567", "011-234-5678",  "045-123-4567", "0422-12-3456",
          "042-512-3456",  "042-973-1234", "04-2922-1234",  "04-7092-1234", "0470-22-1234",
          "04-7123-4567",  "0465-12-3456", "046-212-3456",  "0123-45-6789", "01267-2-3456",
          "04992-2-1234",  "0980-12-3456", "098-912-3456",  "09802-2-1234", "090-1234-5678",
          "050-1234-5678", "0120-123-456", "0800-123-4567", "0570-012-345"}) {
        EXPECT_EQ(phone_for_people(phone_e164(number).value()), number);
    }
    EXPECT_EQ(phone_for_people("+14155552671"), "+14155552671");
    EXPECT_EQ(phone_for_people("+81"), "+81");
    EXPECT_EQ(phone_for_people("x"), "x");
}

TEST(PostalCode, HasSevenDigits) {
    for (const auto text : {"060-0001", "0600001", "〒060-0001", "０６０－０００１", "060 0001",
                            "600001", "060ー0001", "〒 060-0001 "}) {
        EXPECT_EQ(postal_code(text), "0600001") << text;
    }
    for (const auto text :
         {"", "060", "060-001", "06-00001", "060-00011", "060-000a", "0600-001"}) {
        EXPECT_EQ(postal_code(text), std::nullopt) << text;
    }
}

TEST(EmailForm, IsLowerCaseWithADottedDomain) {
    EXPECT_EQ(email_form(" Hanako.Yamada@Example.CO.JP "), "hanako.yamada@example.co.jp");
    EXPECT_EQ(email_form("ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ"), "hana@example.jp");
    EXPECT_EQ(email_form("a..b.@docomo.ne.jp"), "a..b.@docomo.ne.jp") << "such addresses exist";
    for (const auto text :
         {"", "a", "a@b", "@b.jp", "a@", "a@b..jp", "a@.jp", "a@b.jp.", "a b@c.jp", "a@b@c.jp",
          "a@-b.jp", "山田@example.jp", "a@例え.jp", "a,b@c.jp"}) {
        EXPECT_EQ(email_form(text), std::nullopt) << text;
    }
}

TEST(Bigrams, ArePairsOfCodePoints) {
    EXPECT_EQ(bigrams("ヤマダ"), (std::vector<std::string>{"ヤマ", "マダ"}));
    EXPECT_EQ(bigrams("𠮷a"), (std::vector<std::string>{"𠮷a"}));
    EXPECT_EQ(bigrams("ヤ"), (std::vector<std::string>{"ヤ"}));
    EXPECT_TRUE(bigrams("").empty());
}

}  // namespace tsunagi

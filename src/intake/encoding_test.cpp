#include "intake/encoding.h"

#include "base/error.h"
#include "intake/byte_source.h"

#include <gtest/gtest.h>

#include <fstream>

namespace tsunagi::intake {
namespace {

constexpr auto kNone = std::string_view::npos;

TEST(Encoding, IsToldByTheByteOrderMarkFirst) {
    EXPECT_EQ(detect_encoding("\xEF\xBB\xBFname"), Encoding::Utf8);
    EXPECT_EQ(detect_encoding(std::string_view("\xFF\xFEn\0", 4)), Encoding::Utf16Le);
    EXPECT_EQ(detect_encoding(std::string_view("\xFE\xFF\0n", 4)), Encoding::Utf16Be);
}

TEST(Encoding, TellsHalfWidthKanaInCp932FromEverythingElse) {
    EXPECT_EQ(detect_encoding("\xD4\xCF\xC0\xDE,\xCA\xC5\xBA\n"), Encoding::Cp932);  // ﾔﾏﾀﾞ,ﾊﾅｺ
    EXPECT_EQ(detect_encoding("\x8E\x52\x93\x63\n"), Encoding::Cp932);               // 山田
}

TEST(Encoding, TellsUtf8IsoAndEuc) {
    EXPECT_EQ(detect_encoding("plain"), Encoding::Utf8);
    EXPECT_EQ(detect_encoding("山田,花子"), Encoding::Utf8);
    EXPECT_EQ(detect_encoding("\x1b$B;3ED\x1b(B"), Encoding::Iso2022Jp);
    EXPECT_EQ(detect_encoding("\xBB\xB3\xC5\xC4\xA4\xB5\xA4\xF3\xFD\xFE"), Encoding::EucJp);
    EXPECT_EQ(detect_encoding("\xFF\xFF\x80\x80 no text"), std::nullopt);
}

TEST(Encoding, DoesNotHoldACutCharacterAgainstTheSample) {
    const std::string name = "山田";
    EXPECT_EQ(detect_encoding(std::string_view(name).substr(0, 5)), Encoding::Utf8);
    EXPECT_EQ(detect_encoding("\x8E\x52\x93"), Encoding::Cp932);
}

TEST(Encoding, MapsTheTrapsOfCp932AsMicrosoftDoes) {
    EXPECT_EQ(utf8_of_cp932("\x81\x60"), "\uFF5E");       // wave dash
    EXPECT_EQ(utf8_of_cp932("\x81\x7C"), "\uFF0D");       // minus
    EXPECT_EQ(utf8_of_cp932("\x87\x40\xFB\xFC"), "①髙");  // NEC row 13, IBM extension
    EXPECT_EQ(utf8_of_cp932("\xEE\xE0"), "髙");           // the same sign, NEC selected
    EXPECT_EQ(utf8_of_cp932("\x95\x5C\x8F\x5C\x83\x5C"), "表十ソ");
    EXPECT_EQ(utf8_of_cp932("A\xB1\xDD~\\"), "Aｱﾝ~\\");
}

TEST(Encoding, RefusesTheBytesDecodersDisagreeAbout) {
    for (const char* bytes :
         {"\x80", "\xA0", "\xFD", "\xFE", "\xFF", "\x81\x20", "\x85\x40", "\x81"}) {
        EXPECT_EQ(find_invalid(bytes, Encoding::Cp932), 0u);
    }
    EXPECT_EQ(find_invalid("abc\x8E\x52", Encoding::Cp932), kNone);
}

TEST(Encoding, NamesTheFirstByteThatIsNotUtf8) {
    EXPECT_EQ(find_invalid("0123456789山田", Encoding::Utf8), kNone);
    EXPECT_EQ(find_invalid("0123456789\x8E\x52", Encoding::Utf8), 10u);
    EXPECT_EQ(find_invalid("\xC0\xAF", Encoding::Utf8), 0u);      // overlong
    EXPECT_EQ(find_invalid("\xED\xA0\x80", Encoding::Utf8), 0u);  // surrogate
    EXPECT_EQ(find_invalid("a\xF4\x90\x80\x80", Encoding::Utf8), 1u);
}

class Rewriting : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::path(testing::TempDir()) /
                  ("rewriting_" +
                   std::to_string(::testing::UnitTest::GetInstance()->random_seed()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::string rewritten(std::string_view bytes, Encoding encoding) {
        std::ofstream(folder_ / "from", std::ios::binary) << bytes;
        rewrite_as_utf8(folder_ / "from", encoding, folder_ / "to");
        return first_bytes(folder_ / "to", 1 << 20);
    }

private:
    std::filesystem::path folder_;
};

TEST_F(Rewriting, TurnsIsoEucAndUtf16IntoUtf8) {
    EXPECT_EQ(rewritten("\x1b$B;3ED\x1b(B,1\n", Encoding::Iso2022Jp), "山田,1\n");
    EXPECT_EQ(rewritten("\xBB\xB3\xC5\xC4,1\n", Encoding::EucJp), "山田,1\n");
    EXPECT_EQ(rewritten({"\xFF\xFE\x71\x5C\x0A\x00", 6}, Encoding::Utf16Le), "山\n");
}

TEST_F(Rewriting, NamesTheLineThatIsNotInTheEncoding) {
    try {
        rewritten("\xBB\xB3\n\xC5\n", Encoding::EucJp);
        FAIL() << "the second line is cut";
    } catch (const Error& error) {
        EXPECT_EQ(error.fields().at(0).code, "bad_encoding");
        EXPECT_EQ(error.fields().at(0).path, "line 2");
    }
}

}  // namespace
}  // namespace tsunagi::intake

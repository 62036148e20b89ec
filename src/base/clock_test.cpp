#include "base/clock.h"

#include "base/encoding.h"
#include "base/system.h"
#include "base/testing.h"

namespace tsunagi {

TEST(Clock, TheFixedOneMovesOnlyWhenTold) {
    FixedClock clock;
    EXPECT_EQ(to_text(clock.now()), "2026-11-22T00:00:00.000Z");
    clock.advance(1500);
    EXPECT_EQ(to_text(clock.now()), "2026-11-22T00:00:01.500Z");
    EXPECT_EQ(clock.steady_ms(), 1500);
}

TEST(Clock, TheRealOneDoesNotGoBack) {
    const SystemClock clock;
    const auto before = clock.steady_ms();
    EXPECT_GE(clock.steady_ms(), before);
    EXPECT_GT(clock.now(), parse_instant("2020-01-01T00:00:00Z").value());
}

TEST(Random, TokensAreUrlSafeAndAsLongAsAsked) {
    SystemRandom random;
    const auto token = random_token(random, 32);
    EXPECT_EQ(token.size(), 43U);
    EXPECT_EQ(from_base64url(token)->size(), 32U);
    EXPECT_NE(random_token(random, 32), token);
}

TEST(Random, TheSeededOneRepeats) {
    SeededRandom a(7);
    SeededRandom b(7);
    SeededRandom c(8);
    const auto first = random_u64(a);
    EXPECT_EQ(first, random_u64(b));
    EXPECT_NE(first, random_u64(c));
    EXPECT_NE(first, random_u64(a));
}

TEST(Base64url, MatchesTheVectorsOfRfc4648) {
    const std::pair<std::string_view, std::string_view> vectors[] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xFB\xFF", "-_8"}};
    for (const auto& [plain, text] : vectors) {
        EXPECT_EQ(base64url(bytes_of(plain)), text);
        const auto back = from_base64url(text).value();
        EXPECT_TRUE(std::ranges::equal(back, bytes_of(plain))) << text;
    }
    for (const auto text : {"Z", "Zg==", "Zh", "Zm+v", "Zm 9"}) {
        EXPECT_EQ(from_base64url(text), std::nullopt) << text;
    }
}

TEST(Hex, GoesBothWays) {
    EXPECT_EQ(hex(bytes_of("\x01\xAB")), "01ab");
    EXPECT_EQ(from_hex("01ab")->size(), 2U);
    EXPECT_EQ(from_hex("01A"), std::nullopt);
    EXPECT_EQ(from_hex("0g"), std::nullopt);
}

}  // namespace tsunagi

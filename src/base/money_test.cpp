#include "base/money.h"

#include "base/testing.h"

#include <limits>

namespace tsunagi {

TEST(Currency, HasTheMinorUnitsOfIso4217) {
    EXPECT_EQ(currency_of("JPY").exponent, 0);
    EXPECT_EQ(currency_of("GBP").exponent, 2);
    EXPECT_EQ(currency_of("KWD").exponent, 3);
    EXPECT_EQ(currency_of("CLF").exponent, 4);
    for (const auto text : {"", "XXZ", "jpy", "PY ", "JPY ", "Y K", "DEM"}) {
        EXPECT_CODE(currency_of(text), Code::InvalidInput) << text;
    }
}

TEST(Money, IsReadAsPeopleTypeIt) {
    const Currency yen;
    for (const auto text : {"1234", "1,234", "￥1,234", "¥1,234", "\\1234", "１，２３４", "1234円",
                            " 1,234 円　", "+1234", "1234.00", "$1,234", "01234"}) {
        ASSERT_TRUE(parse_money(text, yen)) << text;
        EXPECT_EQ(parse_money(text, yen)->minor, 1234) << text;
    }
    for (const auto text :
         {"-1234", "−1,234", "－１２３４", "▲1,234", "△1234円", "-￥1234", "￥-1234"}) {
        ASSERT_TRUE(parse_money(text, yen)) << text;
        EXPECT_EQ(parse_money(text, yen)->minor, -1234) << text;
    }
}

TEST(Money, WhatIsNotAnExactAmountIsNothing) {
    const Currency yen;
    for (const auto text : {"",          " ",
                            "-",         "￥",
                            "abc",       "1e999",
                            "1E3",       "0x10",
                            "12.5",      "1,23",
                            "12,34,567", ",123",
                            "1,234,",    "1,2345",
                            "1 234",     "123456789012345",
                            "--5",       "1.",
                            ".5",        "NaN",
                            "∞",         "1,234x",
                            "\xFF",      "5-",
                            "1.000,00",  "0000000000000000000000000000000000000000000000000001"}) {
        EXPECT_EQ(parse_money(text, yen), std::nullopt) << text;
    }
    EXPECT_EQ(parse_money("99999999999999", yen)->minor, 99'999'999'999'999);
}

TEST(Money, KeepsTheMinorUnitsOfItsCurrency) {
    const Currency pounds = currency_of("GBP");
    EXPECT_EQ(parse_money("12.3", pounds)->minor, 1230);
    EXPECT_EQ(parse_money("-0.05", pounds)->minor, -5);
    EXPECT_EQ(parse_money("12.345", pounds), std::nullopt);
    EXPECT_EQ(to_text(Money{-5}, pounds), "-0.05");
    EXPECT_EQ(to_text(Money{123456}, pounds), "1234.56");
    EXPECT_EQ(to_text(Money{std::numeric_limits<std::int64_t>::min()}, pounds),
              "-92233720368547758.08");
    EXPECT_EQ(to_text(Money{-1200}, Currency{}), "-1200");
}

TEST(UnitPrice, KeepsFourDecimals) {
    EXPECT_EQ(parse_unit_price("0.1234")->ten_thousandths, 1234);
    EXPECT_EQ(parse_unit_price("2.550")->ten_thousandths, 25500);
    EXPECT_EQ(parse_unit_price("0.12345"), std::nullopt);
    EXPECT_EQ(to_text(UnitPrice{-50}), "-0.0050");
    const auto largest = parse_unit_price("99999999999999.9999");
    EXPECT_EQ(to_text(largest.value()), "99999999999999.9999");
}

TEST(LineAmount, IsRoundedOnceHalfAwayFromZero) {
    const Currency pounds = currency_of("GBP");
    EXPECT_EQ(line_amount(1, UnitPrice{50}, pounds).minor, 1);  // 0.0050
    EXPECT_EQ(line_amount(-1, UnitPrice{50}, pounds).minor, -1);
    EXPECT_EQ(line_amount(1, UnitPrice{49}, pounds).minor, 0);
    EXPECT_EQ(line_amount(3, UnitPrice{1250}, pounds).minor, 38);  // 0.375
    EXPECT_EQ(line_amount(-80995, UnitPrice{20800}, pounds).minor, -16846960);
    EXPECT_EQ(line_amount(3, UnitPrice{15000}, Currency{}).minor, 5);
    EXPECT_EQ(line_amount(2, UnitPrice{7}, currency_of("CLF")).minor, 14);
}

TEST(LineAmount, AnOverflowIsRefused) {
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    EXPECT_CODE(line_amount(kMax, UnitPrice{20000}, Currency{}), Code::InvalidInput);
    EXPECT_EQ(line_amount(kMax, UnitPrice{10000}, Currency{}).minor, kMax);
}

}  // namespace tsunagi

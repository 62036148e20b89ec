#include "intake/values.h"

#include "base/csv_cell.h"
#include "base/described.h"

#include <gtest/gtest.h>

namespace tsunagi::intake {
namespace {

// "2026-01-02 36000000" with an offset behind it when there is one, or the word of the fault.
std::string moment(std::string_view text, DayStyle style = DayStyle::Auto) {
    const auto read = parse_moment(text, style);
    if (!read) return std::string(word_of(read.fault));
    auto said = to_text(read.value.day) + " " + std::to_string(read.value.ms_of_day / 60'000);
    if (read.value.offset_s) said += " " + std::to_string(*read.value.offset_s);
    return said;
}

TEST(Moments, AreReadInEveryStyleThatCartsWrite) {
    for (const char* text :
         {"2026-01-02", "2026/1/2", "20260102", "2026.01.02", "2026年1月2日", "令和8年1月2日",
          "R8.1.2", "R08/01/02", "２０２６／１／２", "2026/01/02 0:00"}) {
        EXPECT_EQ(moment(text), "2026-01-02 0") << text;
    }
    EXPECT_EQ(moment("令和元年5月1日"), "2019-05-01 0");
    EXPECT_EQ(moment("H31.4.30"), "2019-04-30 0");
    EXPECT_EQ(moment("昭和64年1月7日"), "1989-01-07 0");
}

TEST(Moments, HaveTimesWithAndWithoutAZone) {
    EXPECT_EQ(moment("2026-01-02 10:05:00"), "2026-01-02 605");
    EXPECT_EQ(moment("2025/08/09 23:15"), "2025-08-09 1395");
    EXPECT_EQ(moment("2026年1月2日 午後3時5分"), "2026-01-02 905");
    EXPECT_EQ(moment("2026-01-02 12:05 AM"), "2026-01-02 5");
    EXPECT_EQ(moment("20260102100500"), "2026-01-02 605");
    EXPECT_EQ(moment("2024-05-01 10:00:00 +0000"), "2024-05-01 600 0");
    EXPECT_EQ(moment("2026-02-05T22:39:16-08:00"), "2026-02-05 1359 -28800");
    EXPECT_EQ(moment("2026-02-05T22:39:16.123Z"), "2026-02-05 1359 0");
}

TEST(Moments, OfDayMonthYearFollowTheDeclaredStyle) {
    EXPECT_EQ(moment("12/1/2010 8:26", DayStyle::Mdy), "2010-12-01 506");
    EXPECT_EQ(moment("12/1/2010 8:26", DayStyle::Dmy), "2010-01-12 506");
    EXPECT_EQ(moment("12/1/2010"), "ambiguous_day");
    EXPECT_EQ(moment("25/12/2010"), "2010-12-25 0");
    EXPECT_EQ(moment("12/25/2010"), "2010-12-25 0");
}

TEST(Moments, ThatAreNoneAreRefused) {
    for (const char* text : {"", "soon", "2026-02-30", "2026-13-01", "2026-01-02 25:00",
                             "2026-01-02 10:00 late", "0000-00-00", "R8", "99999999"}) {
        EXPECT_EQ(moment(text), "not_a_day") << text;
    }
    EXPECT_EQ(moment("46024"), "excel_serial");
    EXPECT_EQ(moment("46024.5"), "excel_serial");
}

std::string number(std::string_view text, int decimals) {
    const auto read = parse_number(text, decimals);
    return read ? std::to_string(read.value) : std::string(word_of(read.fault));
}

TEST(Numbers, AreReadAsPeopleWriteThem) {
    EXPECT_EQ(number("1234", 0), "1234");
    EXPECT_EQ(number("-80995", 0), "-80995");
    EXPECT_EQ(number("2.55", 4), "25500");
    EXPECT_EQ(number("1,234", 0), "1234");
    EXPECT_EQ(number("￥1,234", 0), "1234");
    EXPECT_EQ(number("1,234円", 0), "1234");
    EXPECT_EQ(number("(1,234)", 0), "-1234");
    EXPECT_EQ(number("△500", 0), "-500");
    EXPECT_EQ(number("１２３", 2), "12300");
}

TEST(Numbers, BeyondAllMeasureOrNoneAreRefused) {
    EXPECT_EQ(number("1e999", 4), "number_too_large");
    EXPECT_EQ(number("99999999999999999999", 0), "number_too_large");
    for (const char* text : {"", "-", "abc", "1.2.3", "0x10", "NaN", "inf", "12ab"}) {
        EXPECT_EQ(number(text, 4), "not_a_number") << text;
    }
    EXPECT_EQ(parse_whole("3.00").value, 3);
    EXPECT_EQ(parse_whole("3.5").fault, Fault::NotAWholeNumber);
}

TEST(Booleans, AreReadInBothLanguages) {
    for (const char* text : {"1", "TRUE", "yes", "有効", "あり", "する", "○"}) {
        EXPECT_TRUE(parse_boolean(text).value) << text;
    }
    for (const char* text : {"0", "false", "No", "無効", "なし", "しない", "×", ""}) {
        const auto read = parse_boolean(text);
        EXPECT_TRUE(read && !read.value) << text;
    }
    EXPECT_EQ(parse_boolean("perhaps").fault, Fault::NotABoolean);
}

TEST(Words, OfCartsBecomeTheCodesOfTheRecord) {
    EXPECT_EQ(parse_order_status("発送済み").value, "shipped");
    EXPECT_EQ(parse_order_status("注文取消し").value, "cancelled");
    EXPECT_EQ(parse_order_status("unfulfilled").value, "open");
    EXPECT_EQ(parse_subscription_status("無効").value, "cancelled");
    EXPECT_EQ(parse_subscription_status("停止").value, "paused");
    EXPECT_EQ(parse_subscription_status("wc-active").value, "active");
    EXPECT_EQ(parse_contact_result("留守電").value, "no_answer");
    EXPECT_EQ(parse_contact_result("応答なし").value, "no_answer");
    EXPECT_EQ(parse_contact_result("放棄呼").value, "abandoned");
    EXPECT_EQ(parse_sex("女性").value, "female");
    EXPECT_EQ(parse_sex("？？").fault, Fault::UnknownValue);
}

TEST(Reasons, AreFoundInFreeWords) {
    EXPECT_EQ(reason_of("まだ使い切れていないため"), "slow_use");
    EXPECT_EQ(reason_of("値段が高い"), "too_expensive");
    EXPECT_EQ(reason_of("肌に合わなかった"), "skin_trouble");
    EXPECT_EQ(reason_of("なんとなく"), "other");
    EXPECT_EQ(reason_of(""), "unknown");
}

TEST(Cycles, AreDaysOrMonths) {
    EXPECT_EQ(parse_cycle("30日ごと")->length, 30);
    EXPECT_EQ(parse_cycle("30日ごと")->unit, "day");
    EXPECT_EQ(parse_cycle("２ヶ月")->length, 2);
    EXPECT_EQ(parse_cycle("毎月")->unit, "month");
    EXPECT_EQ(parse_cycle("2週間")->length, 14);
    EXPECT_FALSE(parse_cycle("ときどき"));
    EXPECT_FALSE(parse_cycle("999日"));
}

TEST(FormulaGuard, IsUndoneByTheImport) {
    for (const char* text :
         {"=1+1", "+81312345678", "-5x", "@x", "\tx", "＝cmd", "'=x", "''+x", "'99", "plain", ""}) {
        EXPECT_EQ(unguarded(guarded(text)), text);
        const auto cell = guarded(text);
        EXPECT_TRUE(cell.empty() || std::string_view("=+-@\t").find(cell[0]) == std::string::npos);
    }
    EXPECT_EQ(guarded("-1234.5"), "-1234.5");  // a number, not a formula
    EXPECT_EQ(tidy_cell(" '+81312345678 "), "+81312345678");
    EXPECT_EQ(tidy_cell("　山田　"), "山田");
}

TEST(Values, LengthsOfTimeAreSeconds) {
    const auto seconds = [](std::string_view cell) { return parse_seconds(cell).value; };
    EXPECT_EQ(seconds("75"), 75);
    EXPECT_EQ(seconds("75秒"), 75);
    EXPECT_EQ(seconds("７5.9"), 75);
    EXPECT_EQ(seconds("1:15"), 75);
    EXPECT_EQ(seconds("0:01:15"), 75);
    EXPECT_EQ(seconds("100:00"), 6000);
    EXPECT_EQ(seconds("1分15秒"), 75);
    EXPECT_EQ(seconds("1時間2分"), 3720);
    EXPECT_EQ(seconds("1h2m3s"), 3723);
    for (const std::string_view cell :
         {"", "-5", "1:75", "1:2:3:4", "1:", ":5", "soon", "5分後", "1時間60x"}) {
        EXPECT_EQ(parse_seconds(cell).fault, Fault::NotADuration) << cell;
    }
}

TEST(Values, TheFateOfACallIsAnsweredOrAbandoned) {
    for (const std::string_view cell : {"放棄", "途中放棄", "1", "TRUE", "Abandoned", "未応答",
                                        "No Answer", "unanswered", "はい"}) {
        EXPECT_EQ(parse_call_fate(cell).value, "abandoned") << cell;
    }
    for (const std::string_view cell : {"応答", "0", "false", "Answered", "いいえ"}) {
        EXPECT_EQ(parse_call_fate(cell).value, "answered") << cell;
    }
    EXPECT_EQ(parse_call_fate("").value, "");
    EXPECT_EQ(parse_call_fate("転送").fault, Fault::UnknownValue);
}

}  // namespace
}  // namespace tsunagi::intake

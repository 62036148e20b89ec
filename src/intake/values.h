// Reading the values of cells as shops write them. Each function returns the value or the fault
// that a rejected row names; none throws. Text is UTF-8. Pure; any thread.
#pragma once

#include "base/money.h"
#include "base/time.h"
#include "base/viewer.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::intake {

// Why a row was rejected, or (from NoPhone on) taken with a warning. Its snake_case word is the
// code that screens translate.
BOOST_DEFINE_ENUM_CLASS(Fault, None, Missing, TooFewCells, TooManyCells, TooLong, NotADay,
                        ExcelSerial, AmbiguousDay, NotANumber, NotAWholeNumber, NumberTooLarge,
                        NotABoolean, UnknownValue, BadCharacters, NoCustomer, NoProduct,
                        DuplicateKey, OrderRejected, ErasedPerson, OffScale, NotADuration, NoPhone,
                        NotAPhone, NotAMail)

// What the fault means, for a person.
std::string_view message_of(Fault, Language);

template <class T>
struct Parsed {
    T value{};
    Fault fault = Fault::None;
    explicit operator bool() const { return fault == Fault::None; }
};

// How 1/2/2010 is meant. Auto takes only what can be read in one way.
BOOST_DEFINE_ENUM_CLASS(DayStyle, Auto, Ymd, Dmy, Mdy)

// A day with its time, as written; without an offset it is in the shop's zone.
struct Moment {
    Day day{};
    std::int32_t ms_of_day = 0;
    std::optional<std::int32_t> offset_s{};
};

// 2026/1/2, 2026-01-02 10:00:00, 2026-01-02T10:00:00+09:00, 20260102, 2026年1月2日 10時5分,
// 令和8年1月2日, R8.1.2, 1/2/2010 8:26 by style; times with AM/PM, 午前/午後. A bare number of days
// since 1900 (Excel) is refused, because its file has lost more than the format.
Parsed<Moment> parse_moment(std::string_view, DayStyle);

// "1,234", "¥1,234", "1,234円", "(5)", "△5", "-5", full-width digits; `decimals` as parse_decimal.
Parsed<std::int64_t> parse_number(std::string_view, int decimals);
Parsed<std::int64_t> parse_whole(std::string_view);  // "3" and "3.00"

// Seconds: "75", "75秒", "1:15", "0:01:15", "1分15秒", "1時間2分". A part of a second is dropped.
Parsed<std::int64_t> parse_seconds(std::string_view);

// 1/0, true/false, yes/no, on/off, 有効/無効, あり/なし, する/しない, 可/不可, ○/× …
Parsed<bool> parse_boolean(std::string_view);

// Codes of the record for the words of the carts.
Parsed<std::string_view> parse_sex(std::string_view);                  // unknown when empty
Parsed<std::string_view> parse_order_status(std::string_view);         // open, shipped, …
Parsed<std::string_view> parse_subscription_status(std::string_view);  // active, paused, cancelled
Parsed<std::string_view> parse_contact_result(std::string_view);
Parsed<std::string_view> parse_contact_purpose(std::string_view);
// "abandoned" or "answered"; yes and no too, for a column that tells what was abandoned. '' empty.
Parsed<std::string_view> parse_call_fate(std::string_view);
Parsed<std::string_view> parse_channel(std::string_view);
Parsed<std::string_view> parse_direction(std::string_view);

// The core reason of a cancellation told in free words; "unknown" when empty, "other" when no word
// is known.
std::string_view reason_of(std::string_view words);

// "30日ごと", "2ヶ月", "毎月", "month", "14": a bare number counts days.
struct Cycle {
    std::string_view unit = "month";
    std::int64_t length = 1;
};
std::optional<Cycle> parse_cycle(std::string_view);

// Trims white space at both ends, cheaply for ASCII. A leading ' in front of = + - @ TAB CR and
// their full-width forms is our own export's guard against formulas and is taken off.
std::string_view tidy_cell(std::string_view);

// At most `bytes` of UTF-8 text, never a part of a character.
std::string_view shortened(std::string_view, std::size_t bytes);

}  // namespace tsunagi::intake

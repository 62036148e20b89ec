#include "intake/values.h"

#include "base/csv_cell.h"
#include "base/phrase.h"
#include "base/text.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tsunagi::intake {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

void skip_spaces(std::string_view& text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
}

// Up to `most` digits from the front; nothing when there is none.
std::optional<int> take_digits(std::string_view& text, std::size_t most) {
    std::size_t size = 0;
    while (size < text.size() && size < most && is_digit(text[size])) ++size;
    if (size == 0) return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + size, value);
    text.remove_prefix(size);
    return value;
}

// A time of day in ms: 8:26, 10:00:00.123, 10時5分, with AM/PM before or behind.
std::optional<std::int32_t> take_time(std::string_view& text) {
    int half = -1;
    if (take(text, "午前")) half = 0;
    if (half < 0 && take(text, "午後")) half = 12;
    skip_spaces(text);
    const auto hour = take_digits(text, 2);
    if (!hour || !(take(text, ":") || take(text, "時"))) return std::nullopt;
    const auto minute = take_digits(text, 2);
    int second = 0;
    int ms = 0;
    take(text, "分");
    if (take(text, ":") || (!text.empty() && is_digit(text.front()))) {
        second = take_digits(text, 2).value_or(60);
        take(text, "秒");
        if (take(text, ".")) {
            const auto digits = text.size();
            const auto fraction = take_digits(text, 9).value_or(0);
            const auto scale = digits - text.size();
            double value = fraction;
            for (std::size_t i = 0; i < scale; ++i) value /= 10;
            ms = static_cast<int>(value * 1000);
        }
    }
    skip_spaces(text);
    if (take(text, "AM") || take(text, "am")) half = 0;
    if (take(text, "PM") || take(text, "pm")) half = 12;
    if (*hour > 23 || minute.value_or(0) > 59 || second > 59) return std::nullopt;
    const int clock_hour = half >= 0 ? *hour % 12 + half : *hour;
    return ((clock_hour * 60 + minute.value_or(0)) * 60 + second) * 1000 + ms;
}

// Z, UTC, +09:00, +0900, JST.
std::optional<std::int32_t> take_offset(std::string_view& text) {
    if (take(text, "Z") || take(text, "UTC") || take(text, "GMT")) return 0;
    if (take(text, "JST")) return 9 * 3600;
    const int sign = text.starts_with('+') ? 1 : text.starts_with('-') ? -1 : 0;
    if (sign == 0) return std::nullopt;
    auto rest = text.substr(1);
    const auto hours = take_digits(rest, 2);
    take(rest, ":");
    const auto minutes = take_digits(rest, 2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    text = rest;
    return sign * (*hours * 3600 + *minutes * 60);
}

struct Era {
    std::string_view word;
    int year_before;  // of year 1
};
constexpr std::array kEras{
    Era{"令和", 2018}, Era{"平成", 1988}, Era{"昭和", 1925}, Era{"大正", 1911}, Era{"明治", 1867},
    Era{"R", 2018},    Era{"H", 1988},    Era{"S", 1925},    Era{"T", 1911},    Era{"M", 1867}};

bool take_separator(std::string_view& text) {
    return take(text, "/") || take(text, "-") || take(text, ".") || take(text, "年") ||
           take(text, "月");
}

std::optional<Day> take_era_day(std::string_view& text) {
    for (const Era& era : kEras) {
        if (!take(text, era.word)) continue;
        const auto year = take(text, "元") ? std::optional(1) : take_digits(text, 2);
        if (!year || !take_separator(text)) return std::nullopt;
        const auto month = take_digits(text, 2);
        if (!month || !take_separator(text)) return std::nullopt;
        const auto day = take_digits(text, 2);
        take(text, "日");
        if (!day) return std::nullopt;
        return day_of({.year = era.year_before + *year, .month = *month, .day = *day});
    }
    return std::nullopt;
}

// YYYYMMDD, with HHMM or HHMMSS behind it or not.
Parsed<Moment> bare_digits(std::string_view text) {
    const auto number = [&](std::size_t from, std::size_t size) {
        int value = 0;
        std::from_chars(text.data() + from, text.data() + from + size, value);
        return value;
    };
    if (text.size() == 5) return {{}, Fault::ExcelSerial};
    if (text.size() != 8 && text.size() != 12 && text.size() != 14) return {{}, Fault::NotADay};
    const auto day = day_of({.year = number(0, 4), .month = number(4, 2), .day = number(6, 2)});
    const int hour = text.size() > 8 ? number(8, 2) : 0;
    const int minute = text.size() > 8 ? number(10, 2) : 0;
    const int second = text.size() > 12 ? number(12, 2) : 0;
    if (!day || hour > 23 || minute > 59 || second > 59) return {{}, Fault::NotADay};
    return {.value = {.day = *day, .ms_of_day = ((hour * 60 + minute) * 60 + second) * 1000}};
}

// Which of the three numbers is the year, the month and the day.
Parsed<Moment> day_of_parts(int first, bool long_first, int second, int third, DayStyle style) {
    CivilDate date{.year = first, .month = second, .day = third};
    if (!long_first) {
        if (style == DayStyle::Auto && third > 31) {
            if (first <= 12 && second <= 12 && first != second) return {{}, Fault::AmbiguousDay};
            style = first > 12 ? DayStyle::Dmy : DayStyle::Mdy;
        }
        if (style == DayStyle::Auto) return {{}, Fault::AmbiguousDay};
        if (style == DayStyle::Dmy) date = {.year = third, .month = second, .day = first};
        if (style == DayStyle::Mdy) date = {.year = third, .month = first, .day = second};
        if (date.year < 100) date.year += 2000;
    }
    const auto day = date.year < 1800 || date.year > 2200 ? std::nullopt : day_of(date);
    if (!day) return {{}, Fault::NotADay};
    return {.value = {.day = *day}};
}

Parsed<Moment> take_day(std::string_view& text, DayStyle style) {
    if (const auto day = take_era_day(text)) return {.value = {.day = *day}};
    const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) -
                                                 text.begin());
    if (digits == text.size() && digits > 4) {
        const auto all = text;
        text = {};
        return bare_digits(all);
    }
    if (digits == 5 && text[5] == '.') return {{}, Fault::ExcelSerial};
    const auto first = take_digits(text, 4);
    if (!first || !take_separator(text)) return {{}, Fault::NotADay};
    const auto second = take_digits(text, 2);
    if (!second || !take_separator(text)) return {{}, Fault::NotADay};
    const auto third = take_digits(text, 4);
    take(text, "日");
    if (!third) return {{}, Fault::NotADay};
    return day_of_parts(*first, digits == 4, *second, *third, style);
}

// "2026-01-02" and "2026-01-02 10:00:00", the form nearly every cart writes.
std::optional<Moment> usual_form(std::string_view text) {
    if (text.size() != 10 && text.size() != 19) return std::nullopt;
    constexpr std::string_view kForm = "0000-00-00 00:00:00";
    std::array<int, 6> parts{};
    std::size_t part = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (kForm[i] == '0') {
            if (!is_digit(text[i])) return std::nullopt;
            parts[part] = parts[part] * 10 + (text[i] - '0');
            continue;
        }
        const bool slash = kForm[i] == '-' && text[i] == '/';
        if (text[i] != kForm[i] && !slash) return std::nullopt;
        ++part;
    }
    const auto day = day_of({.year = parts[0], .month = parts[1], .day = parts[2]});
    if (!day || parts[0] < 1800 || parts[0] > 2200 || parts[3] > 23 || parts[4] > 59 ||
        parts[5] > 59) {
        return std::nullopt;
    }
    return Moment{.day = *day, .ms_of_day = ((parts[3] * 60 + parts[4]) * 60 + parts[5]) * 1000};
}

// [-]digits[.digits] with few digits, what nearly every number is.
std::optional<std::int64_t> usual_number(std::string_view text, int decimals) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (text.empty() || text.size() > 12) return std::nullopt;
    std::int64_t value = 0;
    int behind = -1;
    for (const char c : text) {
        if (c == '.' && behind < 0 && &c != text.data()) {
            behind = 0;
            continue;
        }
        if (!is_digit(c)) return std::nullopt;
        if (behind >= 0 && ++behind > decimals) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    if (behind == 0) return std::nullopt;
    for (int i = std::max(behind, 0); i < decimals; ++i) value *= 10;
    return negative ? -value : value;
}

}  // namespace

static Phrase phrase_of(Fault fault) {
    switch (fault) {
        case Fault::None: return {"", ""};
        case Fault::Missing: return {"値が必要です", "a value is needed here"};
        case Fault::TooFewCells:
            return {"見出しより列が少ない行です", "the row has fewer cells than the header"};
        case Fault::TooManyCells:
            return {"見出しより列が多い行です", "the row has more cells than the header"};
        case Fault::TooLong: return {"文字が長すぎます", "the text is too long"};
        case Fault::NotADay: return {"日付として読めません", "this is not a day"};
        case Fault::ExcelSerial:
            return {"Excelの日付の番号です。列を日付の形にして、もう一度出力してください",
                    "this is a day number of Excel; save the column as a date and export again"};
        case Fault::AmbiguousDay:
            return {"月と日の順がわかりません。日付の順を選んでください",
                    "day and month cannot be told apart; choose the day style"};
        case Fault::NotANumber: return {"数として読めません", "this is not a number"};
        case Fault::NotAWholeNumber: return {"整数が必要です", "a whole number is needed"};
        case Fault::NumberTooLarge: return {"数が大きすぎます", "the number is too large"};
        case Fault::NotABoolean:
            return {"はい・いいえとして読めません", "this is neither yes nor no"};
        case Fault::UnknownValue:
            return {"知らない値です。値の読み替えを決めてください",
                    "this value is not known; map it"};
        case Fault::BadCharacters:
            return {"保存できない文字が含まれています",
                    "the text holds characters that cannot be stored"};
        case Fault::NoCustomer: return {"顧客がわかりません", "the row names no customer"};
        case Fault::NoProduct: return {"商品がわかりません", "the row names no product"};
        case Fault::DuplicateKey:
            return {"前の行に同じ番号があります", "an earlier row has the same key"};
        case Fault::OrderRejected:
            return {"同じ受注のほかの明細が取り込めません",
                    "another line of the same order was rejected"};
        case Fault::ErasedPerson:
            return {"ご本人の求めにより消去した方です", "the person was erased on demand"};
        case Fault::OffScale:
            return {"NPSは0〜10、CSATは1〜5の数です", "NPS is 0 to 10, CSAT is 1 to 5"};
        case Fault::NotADuration:
            return {"時間の長さとして読めません(秒、分:秒、時:分:秒)",
                    "this is not a length of time (seconds, m:ss or h:mm:ss)"};
        case Fault::NoPhone:
            return {"電話番号ではないので、メモに残します",
                    "no phone number; it is kept as a note"};
        case Fault::NotAPhone:
            return {"電話をかけられる番号として読めません",
                    "this cannot be read as a number to call"};
        case Fault::NotAMail:
            return {"メールアドレスとして読めません", "this is not an e-mail address"};
    }
    return {};
}

std::string_view message_of(Fault fault, Language language) {
    const Phrase phrase = phrase_of(fault);
    return language == Language::Ja ? phrase.ja : phrase.en;
}

std::string_view tidy_cell(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    while (text.starts_with("\u3000") || text.starts_with("\u00A0")) {
        text.remove_prefix(text.starts_with("\u3000") ? 3 : 2);
    }
    while (text.ends_with("\u3000") || text.ends_with("\u00A0")) {
        text.remove_suffix(text.ends_with("\u3000") ? 3 : 2);
    }
    return unguarded(text);
}

std::string_view shortened(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (text[bytes] & 0xC0) == 0x80) --bytes;
    return text.substr(0, bytes);
}

Parsed<Moment> parse_moment(std::string_view cell, DayStyle style) {
    if (const auto usual = usual_form(cell)) return {.value = *usual};
    std::string normal;
    if (!utf8::is_ascii(cell)) cell = normal = nfkc(cell);
    auto text = cell;
    auto read = take_day(text, style);
    if (!read) return read;
    if (!take(text, "T")) skip_spaces(text);
    if (text.empty()) return read;
    const auto time = take_time(text);
    if (!time) return {{}, Fault::NotADay};
    read.value.ms_of_day = *time;
    skip_spaces(text);
    if (!text.empty()) read.value.offset_s = take_offset(text);
    if (!text.empty()) return {{}, Fault::NotADay};
    return read;
}

Parsed<std::int64_t> parse_number(std::string_view cell, int decimals) {
    if (const auto usual = usual_number(cell, decimals)) return {.value = *usual};
    const auto normal = nfkc(cell);
    std::string_view text = normal;
    bool negative = take(text, "△") || take(text, "▲");
    if (text.starts_with('(') && text.ends_with(')')) {
        negative = true;
        text = text.substr(1, text.size() - 2);
    }
    if (text.ends_with("円")) text.remove_suffix(3);
    if (const auto read = parse_decimal(text, decimals)) {
        return {.value = negative ? -*read : *read};
    }
    const auto digits = std::ranges::count_if(text, is_digit);
    const auto others = std::ranges::count_if(
        text, [](char c) { return !is_digit(c) && c != ',' && c != '.' && c != '-' && c != '+'; });
    const bool exponent = others == 1 && text.find_first_of("eE") != std::string_view::npos;
    const bool large = (others == 0 && digits > 12) || (exponent && digits > 1);
    return {{}, large ? Fault::NumberTooLarge : Fault::NotANumber};
}

Parsed<std::int64_t> parse_whole(std::string_view cell) {
    if (const auto usual = usual_number(cell, 0)) return {.value = *usual};
    const auto read = parse_number(cell, 4);
    if (!read) return read;
    if (read.value % 10'000 != 0) return {{}, Fault::NotAWholeNumber};
    return {.value = read.value / 10'000};
}

// "75", with the first of `units` that follows it taken off too; nothing when there is no number.
static std::optional<std::int64_t> take_part(std::string_view& text,
                                             std::initializer_list<std::string_view> units) {
    auto rest = text;
    const auto number = take_digits(rest, 7);
    if (!number) return std::nullopt;
    for (const auto unit : units) {
        if (!take(rest, unit)) continue;
        text = rest;
        return *number;
    }
    return std::nullopt;
}

Parsed<std::int64_t> parse_seconds(std::string_view cell) {
    constexpr Parsed<std::int64_t> kNone{{}, Fault::NotADuration};
    std::string normal;
    if (!utf8::is_ascii(cell)) cell = normal = nfkc(cell);
    auto text = cell;
    std::int64_t seconds = 0;
    if (const auto colons = std::ranges::count(text, ':'); colons > 0) {
        for (auto left = colons; left >= 0; --left) {
            const auto part = take_digits(text, 7);
            const bool leads = left == colons;
            if (!part || colons > 2 || (!leads && *part > 59)) return kNone;
            if (left > 0 && !take(text, ":")) return kNone;
            seconds = seconds * 60 + *part;
        }
    } else {
        const auto hours = take_part(text, {"時間", "h"});
        const auto minutes = take_part(text, {"分", "m"});
        const auto rest = take_digits(text, 7);
        if (!hours && !minutes && !rest) return kNone;
        seconds = hours.value_or(0) * 3600 + minutes.value_or(0) * 60 + rest.value_or(0);
    }
    if (take(text, ".")) take_digits(text, 9);
    if (!take(text, "秒")) take(text, "s");
    return text.empty() ? Parsed<std::int64_t>{.value = seconds} : kNone;
}

Parsed<bool> parse_boolean(std::string_view cell) {
    constexpr std::array kTrue{"1",    "true",     "yes",  "y",    "on",   "有効",
                               "アリ", "有",       "スル", "可",   "○",    "ハイ",
                               "許可", "希望スル", "希望", "承諾", "同意", "subscribed"};
    constexpr std::array kFalse{"0",      "false",        "no",   "n",          "off",
                                "無効",   "ナシ",         "無",   "シナイ",     "不可",
                                "×",      "イイエ",       "拒否", "希望シナイ", "不要",
                                "未同意", "unsubscribed", "",     "-"};
    const auto form = search_form(cell);
    if (std::ranges::find(kTrue, form) != kTrue.end()) return {.value = true};
    if (std::ranges::find(kFalse, form) != kFalse.end()) return {.value = false};
    return {{}, Fault::NotABoolean};
}

}  // namespace tsunagi::intake

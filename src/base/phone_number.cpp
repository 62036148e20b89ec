// The two functions of text.h about telephone numbers. Sources: ITU-T E.164; 電気通信番号計画
// (総務省告示第六号, 2019): a Japanese number without its leading zero has nine digits, or ten
// behind 20, 50, 60, 70, 80 and 90; 市外局番の一覧 for the lengths of area codes.
#include "base/text.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tsunagi {

namespace {

constexpr std::string_view kJapan = "81";

// 市外局番 with their leading zero that are not four digits long, and those of four digits that
// begin like a shorter one. The longest match counts; anything else has four digits.
constexpr std::string_view kTwoDigitAreas = "03 06 ";
constexpr std::string_view kTwoOfFour = "04292 04293 04294 04295 04296 04299 04709 0471 ";
constexpr std::string_view kThreeDigitAreas =
    "011 017 018 019 022 023 024 025 026 027 028 029 042 043 044 045 046 047 048 049 052 053 054 "
    "055 058 059 072 073 075 076 077 078 079 082 083 084 086 087 088 089 092 093 095 096 097 098 "
    "099 ";
constexpr std::string_view kFourDigitAreas =
    "0172 0173 0174 0175 0176 0178 0179 0182 0183 0184 0185 0186 0187 0191 0192 0193 0194 0195 "
    "0197 0198 0220 0223 0224 0225 0226 0228 0229 0233 0234 0235 0237 0238 0240 0241 0242 0243 "
    "0244 0246 0247 0248 0250 0254 0255 0256 0257 0258 0259 0260 0261 0263 0264 0265 0266 0267 "
    "0268 0269 0270 0274 0276 0277 0278 0279 0280 0282 0283 0284 0285 0287 0288 0289 0291 0293 "
    "0294 0295 0296 0297 0299 0422 0428 0436 0438 0439 0460 0463 0465 0466 0467 0470 0475 0476 "
    "0478 0479 0480 0493 0494 0495 0531 0532 0533 0536 0537 0538 0539 0544 0545 0547 0548 0551 "
    "0553 0554 0555 0556 0557 0558 0581 0584 0585 0586 0587 0594 0595 0596 0597 0598 0599 0721 "
    "0725 0735 0736 0737 0738 0739 0761 0763 0765 0766 0767 0768 0770 0771 0772 0773 0774 0776 "
    "0778 0779 0790 0791 0794 0795 0796 0797 0798 0799 0820 0823 0824 0826 0827 0829 0833 0834 "
    "0835 0836 0837 0838 0845 0846 0847 0848 0863 0865 0866 0867 0868 0869 0875 0877 0879 0880 "
    "0883 0884 0885 0887 0889 0892 0893 0894 0895 0896 0897 0898 0920 0930 0950 0952 0954 0955 "
    "0956 0957 0959 0964 0965 0966 0967 0968 0969 0972 0973 0974 0977 0978 0979 0980 0982 0983 "
    "0984 0985 0986 0987 0993 0994 0995 0996 0997 ";
constexpr std::string_view kFiveDigitAreas =
    "01267 01372 01374 01377 01392 01397 01398 01456 01457 01466 01547 01558 01564 01586 01587 "
    "01632 01634 01635 01648 01654 01655 01656 01658 04992 04994 04996 04998 05769 05979 07468 "
    "08387 08388 08396 08477 08512 08514 09496 09802 09912 09913 09969 ";

// Digits of the area code, zero included, by the four digits behind that zero.
using AreaLengths = std::array<std::uint8_t, 10'000>;

// Every number that begins with one of the codes has an area code of `length` digits.
void set_length(AreaLengths& lengths, std::string_view codes, std::uint8_t length) {
    for (std::size_t at = 0; at < codes.size();) {
        const std::size_t end = codes.find(' ', at);
        std::size_t first = 0;
        std::size_t count = 10'000;
        for (const char c : codes.substr(at + 1, end - at - 1)) {
            count /= 10;
            first += std::size_t(c - '0') * count;
        }
        std::fill_n(lengths.begin() + std::ptrdiff_t(first), count, length);
        at = end + 1;
    }
}

AreaLengths make_area_lengths() {
    AreaLengths lengths{};
    lengths.fill(4);
    set_length(lengths, kTwoDigitAreas, 2);
    set_length(lengths, kThreeDigitAreas, 3);
    set_length(lengths, kFourDigitAreas, 4);
    set_length(lengths, kFiveDigitAreas, 5);
    set_length(lengths, kTwoOfFour, 2);
    return lengths;
}

// Requires ten digits.
std::size_t area_code_length(std::string_view national) {
    static const AreaLengths lengths = make_area_lengths();
    std::size_t index = 0;
    for (const char c : national.substr(1, 4)) index = index * 10 + std::size_t(c - '0');
    return lengths[index];
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
    for (const char c : text) {
        if (!is_digit(c)) return false;
    }
    return true;
}

// Cuts what follows the number proper: an extension, or the ".0" of a number that was a float.
std::string_view without_tail(std::string_view text) {
    for (const std::string_view mark : {"内線", "(内", "ext", "x", "#", ";"}) {
        text = text.substr(0, text.find(mark));
    }
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    const bool was_float = text.ends_with(".0") && all_digits(text.substr(0, text.size() - 2));
    if (was_float) text.remove_suffix(2);
    return text;
}

// Cuts what people and programs write before a number: an apostrophe that keeps a spreadsheet
// from counting with it, "TEL:", "電話".
std::string_view without_head(std::string_view text) {
    for (const std::string_view mark : {"'", "’", "`", "=", "\"", "telephone", "tel", "phone",
                                        "電話番号", "電話", "携帯", ":", ".", " "}) {
        while (text.starts_with(mark)) text.remove_prefix(mark.size());
    }
    while (text.ends_with('"')) text.remove_suffix(1);
    return text;
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

struct Typed {
    bool plus = false;
    std::string digits;
};

std::optional<Typed> typed_digits(std::string_view text) {
    Typed typed;
    // "+81(0)3…": the zero in brackets is not dialled from abroad.
    const auto trunk = text.starts_with('+') ? text.find("(0)") : std::string_view::npos;
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, bytes, ok] = utf8::decode(text, at);
        const bool in_trunk = at == trunk;
        at += in_trunk ? 3 : bytes;
        if (in_trunk) continue;
        if (c >= '0' && c <= '9') {
            typed.digits += char(c);
        } else if (c == '+') {
            if (typed.plus || !typed.digits.empty()) return std::nullopt;
            typed.plus = true;
        } else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '.' && c != U'ー') {
            // "090-1234-5678(携帯)": a remark may follow a whole number.
            if (typed.digits.size() < 9 || has_digit(text.substr(at))) return std::nullopt;
            return typed;
        }
    }
    return typed;
}

std::optional<Typed> typed_words(std::string normal) {
    for (char& c : normal) {
        if (c >= 'A' && c <= 'Z') c = char(c + 32);
    }
    return typed_digits(without_tail(without_head(normal)));
}

bool is_japanese(std::string_view national) {
    if (national.size() < 9 || national[0] == '0') return false;
    if (national[1] != '0') return national.size() == 9;
    return national.size() == 10 &&
           std::string_view("256789").find(national[0]) != std::string_view::npos;
}

std::string_view without_trunk_zero(std::string_view digits) {
    if (digits.starts_with('0')) digits.remove_prefix(1);
    return digits;
}

std::optional<std::string> international(std::string_view digits) {
    if (digits.starts_with(kJapan)) {
        const auto national = without_trunk_zero(digits.substr(kJapan.size()));
        if (!is_japanese(national)) return std::nullopt;
        return "+" + std::string(kJapan) + std::string(national);
    }
    if (digits.size() < 7 || digits.size() > 15 || digits[0] == '0') return std::nullopt;
    return "+" + std::string(digits);
}

std::optional<std::string> from_japan(std::string_view digits) {
    // 010 is the international prefix of Japan, 00 that of most others.
    if (digits.starts_with("010") && digits.size() > 10) return international(digits.substr(3));
    if (digits.starts_with("00")) return international(digits.substr(2));
    const auto national = without_trunk_zero(digits);
    if (is_japanese(national)) return "+" + std::string(kJapan) + std::string(national);
    if (digits.starts_with(kJapan) && digits.size() > 10) return international(digits);
    return std::nullopt;
}

std::optional<std::string> from_abroad(std::string_view digits, std::string_view calling_code) {
    if (digits.starts_with("00")) return international(digits.substr(2));
    if (calling_code == "1") {
        if (digits.starts_with("011")) return international(digits.substr(3));
        if (digits.size() == 11 && digits[0] == '1') digits.remove_prefix(1);
        if (digits.size() != 10 || digits[0] < '2') return std::nullopt;
    } else if (calling_code != "39") {  // Italy dials its zero from abroad too
        digits = without_trunk_zero(digits);
    }
    if (digits.size() < 5) return std::nullopt;
    return international(std::string(calling_code) + std::string(digits));
}

}  // namespace

std::optional<std::string> phone_e164(std::string_view text, std::string_view calling_code) {
    constexpr std::size_t kLongest = 200;
    if (text.size() > kLongest) return std::nullopt;
    const bool plain = text.find_first_not_of("0123456789-+") == std::string_view::npos;
    const auto typed = plain ? typed_digits(text) : typed_words(nfkc(text));
    if (!typed || typed->digits.size() < 4) return std::nullopt;
    if (typed->plus) return international(typed->digits);
    if (calling_code == kJapan) return from_japan(typed->digits);
    return from_abroad(typed->digits, calling_code);
}

std::string phone_for_people(std::string_view e164) {
    const bool japanese = e164.starts_with("+81") && e164.size() > 3 &&
                          all_digits(e164.substr(1)) && is_japanese(e164.substr(3));
    if (!japanese) return std::string(e164);
    const std::string national = "0" + std::string(e164.substr(3));
    std::size_t first = 3;
    std::size_t last = 4;
    if (national.starts_with("0800")) {
        first = 4;
        last = 4;
    } else if (national.starts_with("0120") || national.starts_with("0570") ||
               national.starts_with("0990")) {
        first = 4;
        last = 3;
    } else if (national.size() == 10) {
        first = area_code_length(national);
    }
    const std::size_t middle = national.size() - first - last;
    return national.substr(0, first) + "-" + national.substr(first, middle) + "-" +
           national.substr(first + middle);
}

}  // namespace tsunagi
